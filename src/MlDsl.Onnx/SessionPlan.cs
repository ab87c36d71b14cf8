namespace MlDsl.Onnx;

/// <summary>What a session knows of its graph: the batch dimension, and which outputs have a size that is known before the run.</summary>
internal sealed class SessionPlan
{
    private readonly bool[] unpredictable;

    public SessionPlan(string name, OnnxSignature signature, IReadOnlyDictionary<string, string> metadata, string provider, string? fallback, bool isDeclared = false)
    {
        Name = name;
        Signature = signature;
        Metadata = metadata;
        Provider = provider;
        FallbackReason = fallback;
        unpredictable = new bool[signature.Outputs.Count];
        BatchSymbol = signature.Outputs.Any(o => MayHaveRows(o, isDeclared)) ? signature.Inputs.FirstOrDefault(HasOpenRows)?.Shape![0].Symbol : null;
        Tags = [new("model", name), new("provider", provider)];
    }

    public string Name { get; }

    public OnnxSignature Signature { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public string Provider { get; }

    public string? FallbackReason { get; }

    /// <summary>The symbol of the batch dimension, empty when it has no name; null when the graph has no such dimension.</summary>
    public string? BatchSymbol { get; }

    public bool IsBatched => BatchSymbol is not null;

    public KeyValuePair<string, object?>[] Tags { get; }

    /// <summary>Whether the rows of the batch decide the shape of this input.</summary>
    public bool IsBatchedInput(OnnxValueInfo input) => HasOpenRows(input) && input.Shape![0].Symbol == BatchSymbol;

    /// <summary>Whether the shape is known before the run: all sizes fixed, or all but a first one that is the batch.</summary>
    public bool IsPredictable(int output)
    {
        OnnxValueInfo info = Signature.Outputs[output];
        return !Volatile.Read(ref unpredictable[output])
            && info.Kind == OnnxKind.Tensor
            && info.ElementType is not (OnnxElementType.String or OnnxElementType.Undefined)
            && info.Shape is { } shape
            && (shape.All(size => size.IsFixed) || IsBatchedInput(info));
    }

    /// <summary>Whether a run has shown that the file's declaration of this output does not hold.</summary>
    public bool IsUnpredictable(int output) => Volatile.Read(ref unpredictable[output]);

    /// <summary>Remembers that a file's declaration of an output does not hold.</summary>
    public void SetUnpredictable(int output) => Volatile.Write(ref unpredictable[output], true);

    // A graph whose outputs all have fixed shapes, or are lists of tensors, has open inputs but no rows.
    // The runtime's own description calls a tensor of unknown rank a scalar; a declaration knows the two apart.
    private static bool MayHaveRows(OnnxValueInfo output, bool isDeclared) => output.Kind switch
    {
        OnnxKind.Tensor when output.Shape is { Count: 0 } => !isDeclared,
        OnnxKind.Tensor => output.Shape is not { } shape || !shape[0].IsFixed,
        OnnxKind.Sequence => output.Content?.Kind == OnnxKind.Map,
        _ => output.Kind == OnnxKind.Map,
    };

    private static bool HasOpenRows(OnnxValueInfo info) =>
        info is { Kind: OnnxKind.Tensor, Shape: { Count: > 0 } shape } && !shape[0].IsFixed && shape.Skip(1).All(size => size.IsFixed);
}
