namespace MlDsl.Adapters.Tests;

/// <summary>A row of mlnet-scores.csv: 28 floats and 2 strings, and no label, which the graph asks for and no score needs.</summary>
public record struct Row
{
    public float F0 { get; init; }

    public float F1 { get; init; }

    public float F2 { get; init; }

    public float F3 { get; init; }

    public float F4 { get; init; }

    public float F5 { get; init; }

    public float F6 { get; init; }

    public float F7 { get; init; }

    public float F8 { get; init; }

    public float F9 { get; init; }

    public float F10 { get; init; }

    public float F11 { get; init; }

    public float F12 { get; init; }

    public float F13 { get; init; }

    public float F14 { get; init; }

    public float F15 { get; init; }

    public float F16 { get; init; }

    public float F17 { get; init; }

    public float F18 { get; init; }

    public float F19 { get; init; }

    public float F20 { get; init; }

    public float F21 { get; init; }

    public float F22 { get; init; }

    public float F23 { get; init; }

    public float F24 { get; init; }

    public float F25 { get; init; }

    public float F26 { get; init; }

    public float F27 { get; init; }

    public string Cat1 { get; init; }

    public string Cat2 { get; init; }
}

/// <summary>What ML.NET's exports say of a row.</summary>
public readonly record struct Verdict(
    [property: Output("Score.output")] Score Score,
    [property: Output("Probability.output")] Probability Probability,
    [property: Output("PredictedLabel.output")] bool PredictedLabel);

[OnnxModel("Models/ft100x20_min.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeTrees : IScorer<Row, Verdict>;

[OnnxModel("Models/sdca_min.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeLinear : IScorer<Row, Verdict>;

[OnnxModel("Compiled/ft100x20_min.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledTrees : IScorer<Row, Verdict>;

[OnnxModel("Compiled/sdca_min.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledLinear : IScorer<Row, Verdict>;

/// <summary>28 features that the file does not name.</summary>
public readonly record struct Event([property: Input("features")] ReadOnlyMemory<float> Features);

/// <summary>What XGBoost predicts, and the sum before the logistic.</summary>
public readonly record struct EventScore([property: Output("prediction")] Probability Probability, [property: Output("raw_score")] Score Margin);

[TreeModel("Compiled/xgboost-100x6.json")]
public sealed partial class EventModel : IScorer<Event, EventScore>;

/// <summary>A flower by the names that LightGBM's file gives its features; what is null is missing.</summary>
public readonly record struct Flower(float? SepalLength, float? SepalWidth, float? PetalLength, float? PetalWidth);

[TreeModel("Compiled/lightgbm-iris.txt")]
public sealed partial class FlowerModel : IScorer<Flower, float[]>;
