namespace MlDsl.Onnx;

/// <summary>What a session knows of its graph: the batch dimension, and which outputs have a size that is known before the run.</summary>
internal sealed class SessionFacts
{
    private readonly bool[] unpredictable;

    /// <param name="name">What messages call the model.</param>
    /// <param name="signature">The declared inputs and outputs.</param>
    /// <param name="inferred">What the runtime makes of them; null where no runtime is asked.</param>
    /// <param name="metadata">The file's own pairs.</param>
    /// <param name="provider">What runs the graph.</param>
    /// <param name="fallback">Why it is not the provider that was asked for.</param>
    /// <param name="isGenerated">Whether a class was written after the declarations; then a scalar is one, and has no rows.</param>
    public SessionFacts(
        string name, OnnxSignature signature, OnnxSignature? inferred, IReadOnlyDictionary<string, string> metadata, string provider, string? fallback, bool isGenerated)
    {
        Name = name;
        Signature = signature;
        Metadata = metadata;
        Provider = provider;
        FallbackReason = fallback;
        BatchSymbol = signature.Outputs.Any(output => MayHaveRows(output, isGenerated)) ? signature.Inputs.FirstOrDefault(HasOpenRows)?.Shape![0].Symbol : null;
        unpredictable = [.. signature.Outputs.Select((output, i) => !IsSure(output, inferred?.Outputs[i]))];
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

    /// <summary>Whether nothing is to be foretold of this output: as a run has shown, or as <see cref="IsSure"/> says.</summary>
    public bool IsUnpredictable(int output) => Volatile.Read(ref unpredictable[output]);

    /// <summary>Whether the output is an input: the runtime hands its very memory through.</summary>
    public bool IsInput(int output) => Signature.Inputs.Any(input => input.Name == Signature.Outputs[output].Name);

    /// <summary>Remembers that a file's declaration of an output does not hold.</summary>
    public void SetUnpredictable(int output) => Volatile.Write(ref unpredictable[output], true);

    // The runtime writes only what a node makes, and once: an output that is an input, or listed twice, never reaches a buffer of ours.
    // Into one of another size than the declaration says it may copy a constant unchecked.
    private bool IsSure(OnnxValueInfo output, OnnxValueInfo? inferred) =>
        Signature.Inputs.All(input => input.Name != output.Name)
        && Signature.Outputs.Count(other => other.Name == output.Name) == 1
        && (output.Shape is not { } shape || inferred is null || (inferred.Shape is { } found && shape.Select(static size => size.Size).SequenceEqual(found.Select(static size => size.Size))));

    // A graph whose outputs all have fixed shapes, or are lists of tensors, has open inputs but no rows.
    // Whoever calls a session without a class may know better than a file that declares a scalar.
    private static bool MayHaveRows(OnnxValueInfo output, bool isGenerated) => output.Kind switch
    {
        OnnxKind.Tensor when output.Shape is { Count: 0 } => !isGenerated,
        OnnxKind.Tensor => output.Shape is not { } shape || !shape[0].IsFixed,
        OnnxKind.Sequence => output.Content?.Kind == OnnxKind.Map,
        _ => output.Kind == OnnxKind.Map,
    };

    private static bool HasOpenRows(OnnxValueInfo info) =>
        info is { Kind: OnnxKind.Tensor, Shape: { Count: > 0 } shape } && !shape[0].IsFixed && shape.Skip(1).All(size => size.IsFixed);
}
