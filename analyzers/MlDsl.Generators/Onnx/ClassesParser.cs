using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Compares an enum with the classes of an output.</summary>
internal static class ClassesParser
{
    /// <summary>What is wrong; null when nothing provably is.</summary>
    public static string? Problem(ClassesSpec classes, OnnxValue output)
    {
        int count = classes.Members.Count;
        if (output.Classes.Count > 0)
        {
            // The scores of two classes may come as one number, that of the second.
            if (output.Classes.Count != count)
                return $"'{output.Name}' has {Literals.Whole(output.Classes.Count)} classes ({Some(output.Classes)}), but '{classes.Name}' has {Literals.Whole(count)} members ({Some(classes.Members)})";
            return Different(classes, output);
        }
        return LastSize(output.Type) is { } size && size != count
            ? $"'{output.Name}' gives {Literals.Whole(size)} scores for each row, but '{classes.Name}' has {Literals.Whole(count)} members ({Some(classes.Members)})"
            : null;
    }

    // Numbers are positions; names must be the members' own, apart from case and signs.
    private static string? Different(ClassesSpec classes, OnnxValue output)
    {
        if (output.Classes.All(static label => label.All(static c => char.IsDigit(c) || c == '-'))) return null;
        for (int i = 0; i < classes.Members.Count; i++)
        {
            if (Letters(classes.Members[i]) == Letters(output.Classes[i])) continue;
            return $"class {Literals.Whole(i)} of '{output.Name}' is '{output.Classes[i]}', but '{classes.Name}.{classes.Members[i]}' in the enum; give the members the graph's order and names: {Some(output.Classes)}";
        }
        return null;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    private static long? LastSize(OnnxType type) => type is { Kind: OnnxKind.Tensor, Rank: > 1, Element: not ElementTypes.Text } ? type.Shape[type.Shape.Count - 1].Size : null;

    private static string Some(EquatableArray<string> names) =>
        string.Join(", ", names.Take(8)) + (names.Count > 8 ? ", …" : "");
}
