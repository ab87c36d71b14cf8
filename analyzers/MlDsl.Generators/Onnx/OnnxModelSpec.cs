using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>How the caller gives an input.</summary>
internal enum InputForm
{
    /// <summary>One value: a tensor without dimensions.</summary>
    Scalar,

    /// <summary>A span whose length the graph fixes.</summary>
    Fixed,

    /// <summary>A span of rows; the length tells the batch.</summary>
    Batched,

    /// <summary>A span whose length tells the one dimension that is open.</summary>
    Inferred,

    /// <summary>A span and its shape.</summary>
    Shaped,

    /// <summary>A dictionary.</summary>
    Map,

    /// <summary>A value of the runtime: sequences, what C# has no element for.</summary>
    Value,

    /// <summary>The same, or null.</summary>
    OptionalValue,
}

/// <summary>An input of the graph as the adapter shows it.</summary>
/// <param name="Value">The input in the graph.</param>
/// <param name="Member">Its C# name.</param>
/// <param name="Form">How it is given.</param>
internal sealed record InputSpec(OnnxValue Value, string Member, InputForm Form)
{
    /// <summary>The C# type of one element.</summary>
    public string Element => ElementTypes.CSharp(Value.Type.Element)!;

    public bool IsText => Value.Type.Element == ElementTypes.Text;

    /// <summary>The C# type of a map.</summary>
    public string Dictionary => ElementTypes.Dictionary(Value.Type)!;

    /// <summary>The elements of the fixed dimensions together.</summary>
    public long Width => Shapes.Width(Value.Type);
}

/// <summary>An output of the graph as the adapter shows it.</summary>
/// <param name="Value">The output in the graph.</param>
/// <param name="Member">Its C# name.</param>
/// <param name="Classes">The enum whose members its classes are.</param>
internal sealed record OutputSpec(OnnxValue Value, string Member, ClassesSpec? Classes)
{
    public bool IsTensor => Value.Type.Kind == OnnxKind.Tensor && ElementTypes.CSharp(Value.Type.Element) is not null;

    public bool IsText => Value.Type.Element == ElementTypes.Text;

    public string Element => ElementTypes.CSharp(Value.Type.Element)!;

    /// <summary>Whether it is a list with one map of class scores per row: scikit-learn's ZipMap.</summary>
    public bool IsScoreMaps => Value.Type is { Kind: OnnxKind.Sequence, Content: { Kind: OnnxKind.Map, Element: "float", Key: "int64" or "string" } };
}

/// <summary>An enum that names classes.</summary>
/// <param name="Output">The output it stands for; null on a member that is bound to its output already.</param>
/// <param name="Enum">The enum as C#.</param>
/// <param name="Members">Its members in the order of their values.</param>
internal sealed record ClassesSpec(string? Output, string Enum, EquatableArray<string> Members)
{
    public string Name => Enum.Substring(Enum.LastIndexOfAny(['.', ':']) + 1);
}

/// <summary>An adapter: what the emitter prints.</summary>
internal sealed record OnnxModelSpec
{
    public required TypeDeclaration Type { get; init; }

    /// <summary>The path of the model, relative to the application.</summary>
    public required string Path { get; init; }

    /// <summary>The graph as calls of operators; null where ONNX Runtime or ML.NET runs it.</summary>
    public required GraphPlan? Plan { get; init; }

    /// <summary>Whether the model is one of ML.NET.</summary>
    public required bool IsMlNet { get; init; }

    /// <summary>Whether ONNX Runtime runs it; all other calls are alike, whoever calculates.</summary>
    public bool IsOnnxRuntime => Plan is null && !IsMlNet;

    /// <summary>What carries one call, and what shows its outputs.</summary>
    public string Binding => OnnxNames.Runtime + (IsOnnxRuntime ? ".OnnxBinding" : ".CompiledCall");

    public string Result => OnnxNames.Runtime + (IsOnnxRuntime ? ".OnnxResult" : ".CompiledResult");

    /// <summary>The members of <c>Provider</c> and <c>Fallback</c>.</summary>
    public required string Provider { get; init; }

    public required string Fallback { get; init; }

    public required int MaxBatch { get; init; }

    /// <summary>The hash that the class insists on; null when it takes any file that fits.</summary>
    public required string? Sha256 { get; init; }

    public required EquatableArray<InputSpec> Inputs { get; init; }

    public required EquatableArray<OutputSpec> Outputs { get; init; }

    /// <summary>The classes of an ML.NET model's scores, in their order; empty where the file names none, or the class has members of that name.</summary>
    public required EquatableArray<string> Labels { get; init; }

    /// <summary>The user's own types, where the class is bound to some.</summary>
    public required ScorerSpec? Scorer { get; init; }
}
