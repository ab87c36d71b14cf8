using System.Globalization;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Kernels;

namespace MlDsl.MlNet.Build.Rows;

/// <summary>Where a model's answer may change: the bounds of its bins, the thresholds of its branches, and every text that it knows.</summary>
/// <param name="Numbers">Numbers, each once.</param>
/// <param name="Integers">Whole numbers that are known as such, each once.</param>
/// <param name="Texts">Texts, each once.</param>
/// <param name="Written">The columns of texts that are read as numbers, each with the type that takes the fewest of them.</param>
internal sealed record Boundaries(IReadOnlyList<double> Numbers, IReadOnlyList<long> Integers, IReadOnlyList<string> Texts, IReadOnlyDictionary<string, Type> Written)
{
    // ML.NET throws at a text that is none of the first four, of which a smaller one takes fewer.
    private static readonly Type[] ByStrictness = [typeof(sbyte), typeof(short), typeof(int), typeof(long), typeof(byte), typeof(ushort), typeof(uint), typeof(ulong), typeof(float), typeof(double), typeof(bool)];

    // Of more, equally distant ones: the rows have an end.
    private const int Most = 2_000;

    /// <summary>Those of all steps. Which column a threshold is asked of may be many steps away: every column goes through all.</summary>
    public static Boundaries Of(MlNetModel model)
    {
        var numbers = new SortedSet<double>();
        var integers = new SortedSet<long>();
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (MlNetStep step in model.Steps)
        {
            foreach (ColumnMap map in step is ColumnStep columns ? columns.Columns : []) Add(map.Operation, numbers, integers, texts);
            if (step is PredictStep predicted) Add(predicted.Predictor, numbers);
        }
        numbers.RemoveWhere(static number => !double.IsFinite(number));
        return new(Some([.. numbers]), Some([.. integers]), Some([.. texts]), WrittenIn(model));
    }

    private static Dictionary<string, Type> WrittenIn(MlNetModel model)
    {
        var origins = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var written = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (ColumnMap map in model.Steps.OfType<ColumnStep>().SelectMany(static step => step.Columns))
        {
            HashSet<string> from = [.. map.Inputs.SelectMany(input => origins.TryGetValue(input, out HashSet<string>? known) ? known : [input])];
            origins[map.Output] = from;
            if (map.Operation is not ConvertOperation { Type.Element: var to } || Array.IndexOf(ByStrictness, to) < 0) continue;
            foreach (string column in from)
                if (!written.TryGetValue(column, out Type? other) || Array.IndexOf(ByStrictness, to) < Array.IndexOf(ByStrictness, other)) written[column] = to;
        }
        return written;
    }

    private static void Add(ColumnOperation operation, SortedSet<double> numbers, SortedSet<long> integers, SortedSet<string> texts)
    {
        switch (operation)
        {
            case BinsOperation bins:
                foreach (Array bounds in bins.Bounds) AddAll(bounds, numbers);
                break;
            case AffineOperation { Offsets: { } offsets }:
                AddAll(offsets, numbers);
                break;
            case CdfOperation cdf:
                AddAll(cdf.Means, numbers);
                break;
            case KeysOperation { Terms: string[] terms }:
                texts.UnionWith(terms);
                break;
            case KeysOperation keys:
                AddAll(keys.Terms, numbers);
                integers.UnionWith(Whole(keys.Terms));
                break;
            case TableOperation { Keys: string[] keys }:
                texts.UnionWith(keys);
                break;
            case TableOperation table:
                AddAll(table.Keys, numbers);
                integers.UnionWith(Whole(table.Keys));
                break;
        }
    }

    private static void Add(MlNetPredictor predictor, SortedSet<double> numbers)
    {
        switch (predictor)
        {
            case CalibratedModel calibrated:
                Add(calibrated.Predictor, numbers);
                break;
            case OneVersusAllModel all:
                foreach (MlNetPredictor one in all.Predictors) Add(one, numbers);
                break;
            case ForestModel forest:
                foreach (TreeNode node in forest.Trees.SelectMany(static tree => tree.Nodes?.Nodes ?? [])) numbers.Add(node.Threshold);
                break;
        }
    }

    private static void AddAll(Array values, SortedSet<double> numbers)
    {
        if (values is float[] singles) numbers.UnionWith(singles.Select(static value => (double)value));
        else if (values is double[] wide) numbers.UnionWith(wide);
    }

    // Of the largest, beyond what 63 bits hold, none.
    private static IEnumerable<long> Whole(Array values) => values is sbyte[] or byte[] or short[] or ushort[] or int[] or uint[] or long[] or ulong[]? values.Cast<IConvertible>().Where(static value => value is not (ulong and > long.MaxValue)).Select(static value => value.ToInt64(CultureInfo.InvariantCulture))
        : [];

    private static T[] Some<T>(T[] all) => all.Length <= Most ? all : [.. Enumerable.Range(0, Most).Select(i => all[(int)((long)i * all.Length / Most)])];
}
