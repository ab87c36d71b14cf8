using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>What of the label's classes differs from those that a model was exported with.</summary>
internal static class LabelChanges
{
    /// <summary>The metadata with the class that a probability of two classes speaks of.</summary>
    public const string PositiveKey = "mldsl.positive";

    /// <summary>The changes, each as a half sentence.</summary>
    public static IEnumerable<string> Of(DatasetSpec dataset, Manifest manifest)
    {
        if (dataset.With(ColumnRole.Label) is not { } label) yield break;
        var classes = ExportedOutput.Classes(manifest);
        if (manifest.MetadataOf(PositiveKey) is { } positive)
        {
            if ((label.Positive ?? (label.Type.Kind == ValueKind.Flag ? "true" : null)) is { } now && now != positive)
                yield return $"the positive class of '{label.Name}' was '{positive}' and is '{now}'";
            else if (label.Negative is { } negative && classes.Count == 2 && classes[0] != negative)
                yield return $"the negative class of '{label.Name}' was '{classes[0]}' and is '{negative}'";
            yield break;
        }
        if (label.Type.Kind != ValueKind.Enumeration || classes.Count == 0) yield break;
        // Of a member without training rows the file says nothing.
        var members = label.Type.Members;
        foreach (string gone in classes.Where(c => !members.Contains(c))) yield return $"the class '{gone}' of '{label.Name}' is gone";
        var current = label.Type.ByValue.Where(classes.Contains).ToList();
        if (current.Count == classes.Count && !current.SequenceEqual(classes))
            yield return $"the classes of '{label.Name}' were in the order {Some(classes)} and are in the order {Some(current)}";
    }

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(8)) + (names.Count > 8 ? ", …" : "");
}
