/// Where the frameworks add an optimizer's epsilon, which matters when it is not tiny.
public enum EpsilonMode: String, AttributeChoice {
  /// As TensorFlow's own kernels.
  case tensorflow
  /// As torch.optim.
  case pytorch
}
