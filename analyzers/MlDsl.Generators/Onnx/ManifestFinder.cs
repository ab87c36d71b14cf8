namespace MlDsl.Generators.Onnx;

/// <summary>Finds the manifest of the model that an attribute names.</summary>
internal static class ManifestFinder
{
    public static Manifest? Find(OnnxModelDeclaration declaration, IReadOnlyList<Manifest> manifests, Action<Problem> report)
    {
        string path = declaration.Path;
        var exact = manifests.Where(m => m.Model == path).ToList();
        var found = exact.Count > 0 ? exact : manifests.Where(m => EndsWith(m.Model, path)).ToList();
        string? problem = found.Count switch
        {
            0 => $"'{path}' is no model of this project: {Known(path, manifests)}",
            1 => found[0].Problem is { } reason ? $"the manifest of '{path}' cannot be read: {reason}; rebuild the project" : null,
            _ => $"'{path}' may be {string.Join(" or ", found.Select(static m => $"'{m.Model}'"))}; name more of the path",
        };
        if (problem is null) return found[0];
        report(new(OnnxRules.Model, ProblemPlace.Model, null, problem));
        return null;
    }

    private static bool EndsWith(string model, string path) => path.Length > 0 && model.EndsWith("/" + path, StringComparison.Ordinal);

    private static string Known(string path, IReadOnlyList<Manifest> manifests) => manifests.Count == 0
        ? "it has none; put the file under Models/, or add <MlModel Include=\"…\" /> to the project file"
        : $"{Nearest.Hint(path, manifests.Select(static m => m.Model))} Models are the MlModel items of the project file, by default Models/**/*.onnx";
}
