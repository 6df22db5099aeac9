import ArgumentParser
import QuickDrawModels

/// The command line.
@main
struct Graphrun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graphrun",
    abstract: "Train and run sequence models that are one YAML file.",
    discussion: """
      A model file holds the graph, the data and the training. Examples:

        graphrun train models/quickdraw.yaml            train it
        graphrun train quickdraw.yaml --set dropout=0   change a parameter for one run
        graphrun summary quickdraw.yaml                 see its nodes, shapes and costs
        graphrun predict runs/quickdraw-1 cats.ndjson   what the drawings show
        graphrun data prepare drawings/ --output data/  make training files

      Exit status: 0 done, 1 the run failed, 64 usage, 65 the model file or the data is wrong, \
      66 an input is missing, 70 a bug, 73 output cannot be created, 75 stopped and can be resumed.
      """,
    version: ProgramVersion.current,
    subcommands: [
      Train.self,
      Resume.self,
      SweepCommand.self,
      Eval.self,
      Predict.self,
      RunsCommand.self,
      CompareCommand.self,
      ReportCommand.self,
      Check.self,
      Summary.self,
      Show.self,
      Explain.self,
      DiffCommand.self,
      CkptCommand.self,
      PlotCommand.self,
      Gradcheck.self,
      Time.self,
      Fmt.self,
      New.self,
      Ls.self,
      OpsCommand.self,
      SchemaCommand.self,
      DataCommand.self,
    ])
}
