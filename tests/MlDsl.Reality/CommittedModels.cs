using System.Globalization;
using Microsoft.ML;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Testing;

namespace MlDsl.Reality;

/// <summary>Models that ML.NET 5 and 6 exported before, which lie outside the project.</summary>
internal static class CommittedModels
{
    private static readonly string[] Boosted = ["ft100", "ft500", "lgb300", "sdca"], Measured = ["ft100x20", "sdca"];

    /// <summary>The models; where they are absent this says so, and on the build machine it is an error.</summary>
    public static List<Export> All()
    {
        try
        {
            return [.. Read()];
        }
        catch (FileNotFoundException e) when (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            Console.WriteLine($"reality: skipped=committed-models: {e.Message}");
            return [];
        }
    }

    private static IEnumerable<Export> Read()
    {
        string folder = Path.GetDirectoryName(TestData.Model("mlnet-scores.csv"))!;
        string[][] table = [.. File.ReadLines(Path.Combine(folder, "mlnet-scores.csv")).Select(static line => line.Split(','))];
        foreach (string name in Measured)
            yield return new($"{name}_min", Path.Combine(folder, $"{name}_min.onnx"), input => Column(table, input), output => Column(table, $"{name}_{output.Split('.')[0]}"));
        foreach (string name in Boosted)
        {
            var context = new MLContext();
            IDataView rows = MadeRow.View(context);
            ITransformer model = context.Model.Load(Path.Combine(folder, "mlnet5", $"{name}.zip"), out _);
            yield return Export.Of($"mlnet5/{name}", Path.Combine(folder, "mlnet5", $"{name}.onnx"), rows, model.Transform(rows));
        }
    }

    private static Value? Column(string[][] table, string name)
    {
        int at = Array.IndexOf(table[0], name);
        if (at < 0) return null;
        string[] column = [.. table.Skip(1).Select(row => row[at])];
        if (name.StartsWith("Cat", StringComparison.Ordinal)) return Value.Text(column, [column.Length, 1]);
        return name.EndsWith("Label", StringComparison.Ordinal)
            ? Value.Of<bool>(OnnxElementType.Bool, column.Select(static text => text == "1").ToArray(), [column.Length, 1])
            : Value.Of<float>(OnnxElementType.Float, column.Select(static text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray(), [column.Length, 1]);
    }

    /// <summary>A row of the kind that the models in <c>mlnet5</c> were trained on, some categories new.</summary>
    internal sealed record MadeRow(
        float F0, float F1, float F2, float F3, float F4, float F5, float F6, float F7, float F8, float F9, float F10, float F11, string Cat1, string Cat2, float Label)
    {
        public static IDataView View(MLContext context) => context.Data.LoadFromEnumerable(Dice.Rows(true, static (dice, _) =>
        {
            float[] f = [.. Enumerable.Range(0, 12).Select(_ => dice.Rarely ? float.NaN : (dice.Number() + 2) / 4)];
            return new MadeRow(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], dice.Rarely ? "c12" : $"c{dice.Whole(12)}", $"d{dice.Whole(40)}", 0);
        }));
    }
}
