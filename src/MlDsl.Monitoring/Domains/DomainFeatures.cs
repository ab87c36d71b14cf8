using System.Collections.Immutable;

namespace MlDsl.Monitoring.Domains;

/// <summary>
/// What the classifier sees of a row: of a number the normal score of its bin and its square, of categories the most frequent ones, of every column whether it is missing or unknown; and products of the scores of two columns, in which
/// a change of dependence is one of location.
/// </summary>
internal sealed class DomainFeatures
{
    // Categories with a feature of their own, and products: of pairs of the reference, the most dependent first.
    private const int MostCategories = 8, MostPairs = 200;

    private readonly List<Feature> features = [];
    private readonly int width;

    /// <summary>The features of some columns of a reference.</summary>
    public DomainFeatures(ReferenceProfile reference, ImmutableArray<string> names)
    {
        width = names.Length;
        ColumnProfile[] columns = [.. names.Select(name => reference.Columns.First(column => column.Name == name))];
        double[][] scores = [.. columns.Select(ScoresOf)];
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnProfile column = columns[i];
            if (column.Kind == ColumnProfileKind.Number)
            {
                features.Add(new Feature(i, i, scores[i], []));
                features.Add(new Feature(i, i, [.. scores[i].Select(static score => score * score)], []));
            }
            for (int cell = column.Kind == ColumnProfileKind.Number ? column.Bins : 0; cell < column.Cells; cell++)
                if (cell < MostCategories || cell >= column.Bins) features.Add(new Feature(i, i, Indicator(column.Cells, cell), []));
        }
        Dictionary<int, int> places = [];
        for (int i = 0; i < reference.Columns.Length; i++)
            if (names.IndexOf(reference.Columns[i].Name) is >= 0 and var place) places.Add(i, place);
        foreach (PairProfile pair in reference.Pairs.Where(pair => places.ContainsKey(pair.First) && places.ContainsKey(pair.Second)).Take(MostPairs))
        {
            var (first, second) = (places[pair.First], places[pair.Second]);
            features.Add(new Feature(first, second, scores[first], scores[second]));
        }
    }

    /// <summary>How many features there are.</summary>
    public int Count => features.Count;

    /// <summary>Whether a feature is of a column.</summary>
    public bool IsOf(int feature, int column) => features[feature].First == column || features[feature].Second == column;

    /// <summary>The features of rows, row-major, each centred and scaled over all of them: whose rows they are has no part in it. One that does not vary is 0.</summary>
    public double[] Of(ReadOnlySpan<byte> cells)
    {
        int rows = cells.Length / width, count = features.Count;
        var values = new double[rows * count];
        for (int f = 0; f < count; f++)
        {
            Feature feature = features[f];
            double sum = 0, squares = 0;
            for (int row = 0; row < rows; row++)
            {
                double value = feature.Of(cells.Slice(row * width, width));
                values[(row * count) + f] = value;
                sum += value;
            }
            double mean = sum / rows;
            for (int row = 0; row < rows; row++)
            {
                ref double value = ref values[(row * count) + f];
                value -= mean;
                squares += value * value;
            }
            double scale = squares > 1e-12 * rows ? 1 / Math.Sqrt(squares / rows) : 0;
            for (int row = 0; row < rows; row++) values[(row * count) + f] *= scale;
        }
        return values;
    }

    // Of each bin the normal quantile of the middle of its ranks; 0, the middle, of values that are missing or unknown.
    private static double[] ScoresOf(ColumnProfile column)
    {
        double rows = column.Counts.Sum(), before = 0;
        var scores = new double[column.Cells];
        for (int bin = 0; bin < column.Bins; bin++)
        {
            if (rows > 0) scores[bin] = Normal.Quantile((before + (column.Counts[bin] / 2.0)) / rows);
            if (!double.IsFinite(scores[bin])) scores[bin] = 0;
            before += column.Counts[bin];
        }
        return scores;
    }

    private static double[] Indicator(int cells, int cell)
    {
        var indicator = new double[cells];
        indicator[cell] = 1;
        return indicator;
    }

    private sealed record Feature(int First, int Second, double[] Own, double[] Other)
    {
        public double Of(ReadOnlySpan<byte> row) => Other.Length == 0 ? Own[row[First]] : Own[row[First]] * Other[row[Second]];
    }
}
