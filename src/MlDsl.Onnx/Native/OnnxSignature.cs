namespace MlDsl.Onnx;

/// <summary>
/// What a class was compiled against. A session compares it with the file it loads, so that a model file that was exchanged after the
/// build fails when it is loaded and not in the middle of a run.
/// </summary>
/// <param name="Inputs">The inputs, in the file's order.</param>
/// <param name="Outputs">The outputs, in the file's order.</param>
public sealed record OnnxSignature(IReadOnlyList<OnnxValueInfo> Inputs, IReadOnlyList<OnnxValueInfo> Outputs)
{
    /// <summary>The first difference, in words; <see langword="null"/> when <paramref name="actual"/> fits.</summary>
    internal string? Difference(OnnxSignature actual) =>
        Difference("input", Inputs, actual.Inputs) ?? Difference("output", Outputs, actual.Outputs);

    private static string? Difference(string role, IReadOnlyList<OnnxValueInfo> expected, IReadOnlyList<OnnxValueInfo> actual)
    {
        for (int i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            if (i >= expected.Count) return $"{role} '{actual[i]}' of the file is unknown to the class";
            if (i >= actual.Count) return $"{role} '{expected[i]}' is missing in the file";
            if (!expected[i].Accepts(actual[i])) return $"{role} {i} is '{actual[i]}' in the file and '{expected[i]}' in the class";
        }
        return null;
    }
}
