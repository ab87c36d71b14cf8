using MlDsl;

namespace ChurnService;

/// <summary>The exported model as part of this assembly. A data set that differs from the one it was trained on breaks the build.</summary>
[OnnxModel("Models/churn.onnx", Backend = Backend.Compiled)]
public sealed partial class ChurnScorer : IScorer<Customer.Input, ChurnRisk>;
