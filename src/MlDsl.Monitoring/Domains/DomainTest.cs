using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MlDsl.Training;

namespace MlDsl.Monitoring.Domains;

/// <summary>Compares windows with one sample. One thread at a time.</summary>
/// <remarks>
/// Rows that may be exchanged for each other make every assignment of rows to window and sample as probable, so that a rank among permutations has exactly the level (Phipson, Smyth, "Permutation p-values should never be zero", 2010). Where days
/// differ, rows of one day may not: then each day of the sample in its turn is the window, and the real one is held against what they say, by Student's distribution of the log odds of the AUC.
/// </remarks>
internal sealed class DomainTest
{
    // Of this many permutations beyond the level's the largest ones are alarms; with more the level's draws vary less.
    private const int Beyond = 2;

    // Days that are looked at, and what makes one.
    private const int LeastDays = 8, MostDays = 48, LeastDayRows = 30;

    private readonly RowSample sample;
    private readonly DomainFeatures features;
    private readonly double level;
    private readonly ulong stream;
    private readonly int most;
    private readonly byte[] before;
    private readonly int width;
    private readonly (int Rows, double Mean, double Deviation, int Days)? days;

    public DomainTest(ReferenceProfile reference, RowSample sample, double level, int rows, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(sample);
        if (!(level is >= 0.00001 and <= 0.5)) throw new ArgumentOutOfRangeException(nameof(level), level, "The level is from 0.00001 to 0.5");
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, DomainOptions.LeastRows);
        if (sample.Reference != reference.Hash) throw new ArgumentException("The sample is of another reference; sample rows by the reference that windows are compared with", nameof(sample));
        if (sample.Rows < DomainOptions.LeastRows) throw new ArgumentException($"The sample has {sample.Rows} rows, and {DomainOptions.LeastRows} are needed", nameof(sample));
        (this.sample, this.level, most, stream, width) = (sample, level, rows, EvaluationRandom.Stream(seed, 1), sample.Columns.Length);
        features = new DomainFeatures(reference, sample.Columns);
        before = Drawn(sample.Cells.AsSpan(), 2 * rows, use: 0);
        if (!reference.Blocks.IsEmpty) days = Days();
    }

    /// <summary>Compares the cells of a window's rows, row by row.</summary>
    public DomainDrift Of(ReadOnlySpan<byte> window)
    {
        byte[] now = [.. window[..Math.Min(window.Length, Math.Min(most, days?.Rows ?? most) * width)]];
        var (fit, isWindow) = Fit(before, now);
        double auc = fit.Auc(isWindow), p;
        ImmutableArray<DomainColumn> columns = [.. Enumerable.Range(0, width).Select(column => new DomainColumn(sample.Columns[column], auc - fit.AucWithout(isWindow, feature => features.IsOf(feature, column)))).OrderByDescending(static column => column.Importance)];
        p = days is { } usual ? ByDays(auc, usual) : ByPermutations(fit, isWindow, auc);
        return new DomainDrift { Rows = now.Length / width, SampleRows = before.Length / width, Auc = auc, P = p, Level = level, Columns = columns };
    }

    // Rows of both in one order that says nothing of whose they are: folds are cut by it.
    private (CrossFit Fit, bool[] IsWindow) Fit(byte[] reference, byte[] window)
    {
        int old = reference.Length / width, rows = old + (window.Length / width);
        int[] order = Shuffled(rows, use: 1);
        byte[] cells = new byte[rows * width];
        var isWindow = new bool[rows];
        for (int place = 0; place < rows; place++)
        {
            int row = order[place];
            isWindow[place] = row >= old;
            (row < old ? reference.AsSpan(row * width, width) : window.AsSpan((row - old) * width, width)).CopyTo(cells.AsSpan(place * width));
        }
        return (new CrossFit(features.Of(cells), features.Count), isWindow);
    }

    private double ByPermutations(CrossFit fit, bool[] isWindow, double auc)
    {
        int permutations = (int)Math.Ceiling(Beyond / level) - 1, exceeding = 0;
        bool[] permuted = [.. isWindow];
        for (int draw = 0; draw < permutations; draw++)
        {
            Shuffle(permuted, use: 2 + draw);
            if (fit.Auc(permuted) < auc) continue;
            // From here on it is no alarm, whatever else is drawn.
            if (++exceeding >= Beyond) return (exceeding + 1.0) / (draw + 2);
        }
        return (exceeding + 1.0) / (permutations + 1);
    }

    private static double ByDays(double auc, (int Rows, double Mean, double Deviation, int Days) usual)
    {
        double t = (Odds(auc) - usual.Mean) / (usual.Deviation * Math.Sqrt(1 + (1.0 / usual.Days)));
        return 1 - StudentT.CDF(0, 1, usual.Days - 1, t);
    }

    // What the days of the sample say when each is taken for a window.
    private (int, double, double, int) Days()
    {
        if (!sample.HasDays) throw new ArgumentException("The reference has blocks of time, and the sample does not say when its rows were; make it with times");
        int[][] own = [.. Enumerable.Range(0, sample.Rows).GroupBy(row => sample.Days[row]).OrderBy(static day => day.Key).Select(static day => day.ToArray()).Where(static day => day.Length >= LeastDayRows)];
        if (own.Length < LeastDays) throw new ArgumentException($"The sample has {own.Length} days with {LeastDayRows} rows or more, and {LeastDays} are needed to know how days differ; sample more rows, or more days");
        int rows = own.Select(static day => day.Length).Order().ElementAt(own.Length / 2);
        List<double> odds = [];
        for (int i = 0; i < Math.Min(own.Length, MostDays); i++)
        {
            int[] day = own[(int)((long)i * own.Length / Math.Min(own.Length, MostDays))];
            HashSet<int> inside = [.. day];
            byte[] others = Drawn(CellsOf(Enumerable.Range(0, sample.Rows).Where(row => !inside.Contains(row))), before.Length / width, use: 0);
            var (fit, isWindow) = Fit(others, CellsOf(day.Take(rows)));
            odds.Add(Odds(fit.Auc(isWindow)));
        }
        double mean = odds.Average();
        return (rows, mean, Math.Sqrt(odds.Sum(one => (one - mean) * (one - mean)) / (odds.Count - 1)), odds.Count);
    }

    private byte[] CellsOf(IEnumerable<int> rows) => [.. rows.SelectMany(row => sample.Cells.AsSpan().Slice(row * width, width).ToArray())];

    private static double Odds(double auc) => Math.Log((auc + 1e-6) / (1 - auc + 1e-6));

    // So many rows of these, drawn without replacement.
    private byte[] Drawn(ReadOnlySpan<byte> cells, int rows, int use)
    {
        int all = cells.Length / width;
        if (all <= rows) return cells.ToArray();
        byte[] drawn = new byte[rows * width];
        int[] order = Shuffled(all, use);
        for (int i = 0; i < rows; i++) cells.Slice(order[i] * width, width).CopyTo(drawn.AsSpan(i * width));
        return drawn;
    }

    private int[] Shuffled(int count, int use)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle(order, use);
        return order;
    }

    // Fisher and Yates; the high bits of a product in place of a remainder (Lemire, 2019).
    private void Shuffle<T>(T[] items, int use)
    {
        ulong own = EvaluationRandom.Stream(stream, use);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = (int)Math.BigMul(EvaluationRandom.At(own, (ulong)i), (ulong)i + 1, out _);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
