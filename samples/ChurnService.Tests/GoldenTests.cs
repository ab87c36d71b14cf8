using MlDsl;

namespace ChurnService.Tests;

/// <summary>The model from its file, its plan interpreted and its export on ONNX Runtime say of each golden row what it said when it was trained.</summary>
[Golden<ChurnModel>("Models/churn.jsonl", "Models/churn.mldsl")]
public sealed partial class GoldenTests;
