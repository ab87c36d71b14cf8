using System.Text;
using System.Text.Json;
using static MlDsl.Kernels.XGBoostJson;

namespace MlDsl.Kernels;

/// <summary>
/// The categories that XGBoost stores since 3.1 where a model is trained on a data frame: for each feature a list of texts or of whole
/// numbers, in the order of their codes; an empty one for a feature that is a quantity.
/// </summary>
internal static class XGBoostCategories
{
    private const int UInt16 = 12, UInt32 = 14, UInt64 = 16, Float32 = 7, Float64 = 8;

    /// <exception cref="TreeEnsembleException">The lists do not fit the features.</exception>
    public static List<CategoryTable> Read(JsonElement model, string[] names, string[] types, int features)
    {
        List<CategoryTable> tables = [];
        if (Find(Find(model, "cats"), "enc") is not { } lists) return tables;
        JsonElement[] columns = [.. List(lists, "enc")];
        if (columns.Length == 0) return tables;
        if (columns.Length != features) throw new TreeEnsembleException($"The XGBoost model has {features} features and {columns.Length} lists of categories");
        for (int i = 0; i < columns.Length; i++)
        {
            string name = names.Length > 0 ? names[i] : FormattableString.Invariant($"f{i}");
            Tensor values = Find(columns[i], "offsets") is { } offsets ? Texts(columns[i], offsets, name) : Wholes(columns[i], name);
            if (values.Length == 0) continue;
            if (types.Length > 0 && types[i] != "c") throw new TreeEnsembleException($"The XGBoost model has categories of '{name}', whose feature type is '{types[i]}'");
            tables.Add(new CategoryTable(i, values, RefusesUnseen: true).Checked(name));
        }
        return tables;
    }

    // The bytes of all texts, one after another, as signed numbers.
    private static Tensor<string> Texts(JsonElement column, JsonElement offsets, string name)
    {
        int[] ends = Integers(offsets, "offsets");
        byte[] bytes = [.. Integers(Member(column, "values", $"the list of categories of '{name}'"), "values").Select(static value => (byte)value)];
        var texts = new string[Math.Max(0, ends.Length - 1)];
        for (int i = 0; i < texts.Length; i++)
        {
            if (ends[i] < 0 || ends[i] > ends[i + 1] || ends[i + 1] > bytes.Length)
                throw new TreeEnsembleException($"The XGBoost model is malformed: the bytes {ends[i]} to {ends[i + 1]} of a category of '{name}' are not among its {bytes.Length}");
            texts[i] = Encoding.UTF8.GetString(bytes, ends[i], ends[i + 1] - ends[i]);
        }
        return new Tensor<string>(texts, texts.Length);
    }

    private static Tensor<long> Wholes(JsonElement column, string name)
    {
        JsonElement kind = Member(column, "type", $"the list of categories of '{name}'");
        int type = kind.ValueKind == JsonValueKind.Number && kind.TryGetInt32(out int number) ? number : -1;
        JsonElement values = Member(column, "values", $"the list of categories of '{name}'");
        if (type is Float32 or Float64) throw new TreeEnsembleException($"The categories of '{name}' in the XGBoost model are no whole numbers; make them texts or whole numbers before training");

        // UBJSON has no unsigned numbers; XGBoost writes their bits as signed ones.
        long[] wholes = [.. Longs(values, "values").Select(value => (type, value) switch
        {
            (UInt16, < 0) => value + (1L << 16),
            (UInt32, < 0) => value + (1L << 32),
            (UInt64, < 0) => throw new TreeEnsembleException($"A category of '{name}' in the XGBoost model is above {long.MaxValue}; make the column texts before training"),
            _ => value,
        })];
        return new Tensor<long>(wholes, wholes.Length);
    }
}
