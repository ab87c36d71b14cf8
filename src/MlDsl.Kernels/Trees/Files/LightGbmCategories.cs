using System.Globalization;
using System.Text.Json;

namespace MlDsl.Kernels;

/// <summary>
/// The categories of pandas columns, which LightGBM's Python package writes below the model: a list of values for each column of the dtype
/// category, in the order of the columns. Which columns those are is not written; they are the features that the trees treat as categories.
/// </summary>
internal static class LightGbmCategories
{
    /// <param name="json">The lists.</param>
    /// <param name="names">The names of the features.</param>
    /// <param name="infos">What the header tells of each feature: <c>[least:most]</c> of a quantity, the codes of categories, or none.</param>
    /// <param name="trees">The trees, whose splits by category show such features as well.</param>
    /// <exception cref="TreeEnsembleException">It cannot be told which lists belong to which features.</exception>
    public static List<CategoryTable> Read(string json, string[] names, string[] infos, Tree[] trees)
    {
        if (string.IsNullOrWhiteSpace(json) || json.Trim() is "null" or "[]") return [];
        List<Tensor> lists = Lists(json);
        IEnumerable<int> split = trees.SelectMany(static tree => tree.Nodes).Where(static node => !node.IsLeaf && node.Comparison == TreeComparison.Member).Select(static node => node.Feature);
        int[] features = [.. Enumerable.Range(0, infos.Length).Where(i => Codes(i).Length > 0).Union(split).Order()];

        // A column that no split can use is told as none, whatever it is; it counts where no quantity can be the codes of an ordered column.
        int[] withUnused = [.. Enumerable.Range(0, infos.Length).Where(i => infos[i] == "none" || features.Contains(i))];
        if (features.Length != lists.Count && withUnused.Length == lists.Count && !infos.Any(MayBeOrdered)) features = withUnused;
        if (features.Length != lists.Count)
            throw new TreeEnsembleException($"The LightGBM model has categories of {lists.Count} pandas columns, but {features.Length} of its features are categorical ({Names(features)}), so that it cannot be told whose they are; before training, turn ordered categories into their codes, drop columns of one value, and make every categorical feature a column of the dtype category, or none");
        return [.. features.Select((feature, i) => Table(feature, lists[i]))];

        string[] Codes(int feature) => feature < infos.Length && infos[feature] != "none" && infos[feature][0] != '[' ? infos[feature].Split(':') : [];

        string Name(int feature) => names.Length > 0 ? names[feature] : FormattableString.Invariant($"Column_{feature}");

        string Names(int[] places) => places.Length == 0 ? "none" : string.Join(", ", places.Take(8).Select(place => $"'{Name(place)}'"));

        CategoryTable Table(int feature, Tensor values)
        {
            bool isKnown = Codes(feature).All(code => int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number < values.Length);
            return isKnown
                ? new CategoryTable(feature, values, RefusesUnseen: false).Checked(Name(feature))
                : throw new TreeEnsembleException($"The LightGBM model knows codes of '{Name(feature)}' beyond its {values.Length} pandas categories, so that these are another column's; make every categorical feature a column of the dtype category before training, or none");
        }
    }

    private static bool MayBeOrdered(string info) =>
        info is ['[', .., ']'] && info[1..^1].Split(':').All(static end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static List<Tensor> Lists(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw new TreeEnsembleException("The LightGBM model is malformed: 'pandas_categorical' is no list");
            return [.. document.RootElement.EnumerateArray().Select(Values)];
        }
        catch (JsonException problem)
        {
            throw new TreeEnsembleException($"The LightGBM model is malformed: 'pandas_categorical' is no JSON: {problem.Message}", problem);
        }
    }

    private static Tensor Values(JsonElement list, int place)
    {
        if (list.ValueKind != JsonValueKind.Array) throw new TreeEnsembleException($"The LightGBM model is malformed: list {place} of 'pandas_categorical' is none");
        JsonElement[] items = [.. list.EnumerateArray()];
        if (items.All(static item => item.ValueKind == JsonValueKind.String)) return new Tensor<string>([.. items.Select(static item => item.GetString()!)], items.Length);
        if (items.All(static item => item.ValueKind is JsonValueKind.True or JsonValueKind.False)) return new Tensor<bool>([.. items.Select(static item => item.GetBoolean())], items.Length);
        if (!items.All(static item => item.ValueKind == JsonValueKind.Number))
            throw new TreeEnsembleException($"Column {place} of the LightGBM model's pandas categories mixes texts, numbers or truth values; make it texts before training");
        if (items.All(static item => item.TryGetInt64(out _))) return new Tensor<long>([.. items.Select(static item => item.GetInt64())], items.Length);
        return new Tensor<double>([.. items.Select(static item => item.GetDouble())], items.Length);
    }
}
