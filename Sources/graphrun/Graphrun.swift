import ArgumentParser

@main
struct Graphrun: ParsableCommand {
}
