using MlDsl.Generators.Manifests;

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
            1 => found[0].Problem,
            _ => $"'{path}' may be {string.Join(" or ", found.Select(static m => $"'{m.Model}'"))}; name more of the path",
        };
        if (problem is null) return found[0];
        report(new(OnnxRules.Model, ProblemPlace.Model, null, problem));
        return null;
    }

    private static bool EndsWith(string model, string path) => path.Length > 0 && model.EndsWith("/" + path, StringComparison.Ordinal);

    private static string Known(string path, IReadOnlyList<Manifest> manifests)
    {
        // Files of these kinds are data more often than trees.
        string? trees = path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? null
            : path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".mlnet", StringComparison.OrdinalIgnoreCase)
            ? "Under Models/ a zip is taken for a model if it holds what ML.NET saves; any other is named by <MlModel Include=\"…\" /> in the project file"
            : "Under Models/ a file is taken for trees if it begins as XGBoost's JSON or UBJSON or LightGBM's text does; any other is named by <MlModel Include=\"…\" /> in the project file";
        return manifests.Count == 0
            ? $"it has none; put the file under Models/, or add <MlModel Include=\"…\" /> to the project file{(trees is null ? "" : ". " + trees)}"
            : $"{Nearest.Hint(path, manifests.Select(static m => m.Model))} {trees ?? "Models are the MlModel items of the project file, by default Models/**/*.onnx"}";
    }
}
