using System.Collections.Immutable;
using System.Numerics;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Alarms;

/// <summary>
/// A made-up service whose rows have columns of normal numbers, any two of which correlate alike; with days that are not like each other where asked for. Everything is a function of the seed.
/// </summary>
internal sealed record DriftWorld
{
    public int Columns { get; init; } = 50;

    public int Bins { get; init; } = 12;

    public double Correlation { get; init; }

    /// <summary>The standard deviation of a day's own mean, of which one half is common to all columns.</summary>
    public double DayEffect { get; init; }

    /// <summary>How days follow each other.</summary>
    public double Following { get; init; }

    public int RowsPerDay { get; init; } = 500;

    public int ReferenceDays { get; init; } = 40;

    /// <summary>Rows that pairs are counted in, of the first ones.</summary>
    public int PairRows { get; init; } = 4000;

    private static readonly float[] Quantiles = [.. Enumerable.Range(0, 1 << 16).Select(static i => (float)Normal.Quantile((i + 0.5) / (1 << 16)))];

    /// <summary>The days of one run: the reference's, then those that are watched.</summary>
    /// <param name="run">Which.</param>
    /// <param name="days">The days that are watched.</param>
    /// <param name="shift">What is added to the first column on these.</param>
    public float[][] Draw(int run, int days, double shift = 0)
    {
        ulong stream = EvaluationRandom.Stream(20261127, run);
        int all = ReferenceDays + days;
        var drawn = new float[all][];
        double[] means = new double[Columns], common = new double[1], own = new double[Columns];
        double day = 0;
        for (int i = 0; i < all; i++)
        {
            if (DayEffect > 0)
            {
                double fresh = i == 0 ? 1 : Math.Sqrt(1 - (Following * Following)), kept = i == 0 ? 0 : Following;
                Normal.Draw(EvaluationRandom.Stream(stream, -1 - (2 * i)), common);
                Normal.Draw(EvaluationRandom.Stream(stream, -2 - (2 * i)), own);
                day = (kept * day) + (fresh * common[0]);
                for (int c = 0; c < Columns; c++) means[c] = (kept * means[c]) + (fresh * own[c]);
            }
            drawn[i] = Day(EvaluationRandom.Stream(stream, i), day, means, i < ReferenceDays ? 0 : (float)shift);
        }
        return drawn;
    }

    private float[] Day(ulong stream, double day, double[] means, float shift)
    {
        float together = (float)Math.Sqrt(Correlation), alone = (float)Math.Sqrt(1 - Correlation), half = (float)Math.Sqrt(0.5) * (float)DayEffect;
        var rows = new float[RowsPerDay * Columns];
        ulong place = 0, bits = 0;
        int left = 0;
        for (int row = 0; row < RowsPerDay; row++)
        {
            float factor = together * Next();
            for (int c = 0; c < Columns; c++)
                rows[(row * Columns) + c] = factor + (alone * Next()) + (half * (float)(day + means[c])) + (c == 0 ? shift : 0);
        }
        return rows;

        float Next()
        {
            if (left-- == 0) (bits, left) = (EvaluationRandom.At(stream, ++place), 3);
            float draw = Quantiles[bits & 0xFFFF];
            bits >>= 16;
            return draw;
        }
    }

    /// <summary>The cuts of bins that are equal in the population.</summary>
    public double[] PopulationEdges() => [.. Enumerable.Range(1, Bins - 1).Select(i => Math.Sqrt(1 + (DayEffect * DayEffect)) * Normal.Quantile(i / (double)Bins))];

    /// <summary>The cuts of bins that are equal in the reference's rows, of each column.</summary>
    public double[][] OwnEdges(float[][] days) =>
    [
        .. Enumerable.Range(0, Columns).Select(c =>
        {
            float[] values = [.. days.Take(ReferenceDays).SelectMany(day => Enumerable.Range(0, RowsPerDay).Select(row => day[(row * Columns) + c]))];
            Array.Sort(values);
            return Enumerable.Range(1, Bins - 1).Select(i => (double)values[i * values.Length / Bins]).ToArray();
        }),
    ];

    /// <summary>The bin of every value: how many cuts it reaches.</summary>
    public byte[] Place(float[] day, double[][] edges)
    {
        // Cut by cut over all columns, so that several of these are compared at once.
        float[][] cuts = [.. Enumerable.Range(0, Bins - 1).Select(cut => Array.ConvertAll(edges, column => (float)column[cut]))];
        var places = new byte[day.Length];
        for (int from = 0; from < day.Length; from += Columns)
        {
            int c = 0;
            for (; c + Vector<float>.Count <= Columns; c += Vector<float>.Count)
            {
                var values = new Vector<float>(day, from + c);
                Vector<int> reached = Vector<int>.Zero;
                foreach (float[] cut in cuts) reached -= Vector.GreaterThanOrEqual(values, new Vector<float>(cut, c));
                for (int lane = 0; lane < Vector<float>.Count; lane++) places[from + c + lane] = (byte)reached[lane];
            }
            for (; c < Columns; c++)
                foreach (float[] cut in cuts) places[from + c] += (byte)(day[from + c] >= cut[c] ? 1 : 0);
        }
        return places;
    }

    public ReferenceProfile Reference(byte[][] days, double[][] edges, bool timed)
    {
        long[][] counts = [.. Enumerable.Range(0, Columns).Select(_ => new long[Bins + 2])];
        foreach (byte[] day in days) Count(day, counts);
        byte[] groups = [.. Enumerable.Range(0, Bins + 2).Select(cell => (byte)(cell < Bins ? cell * 4 / Bins : 4))];
        return new ReferenceProfile
        {
            Rows = days.Length * RowsPerDay,
            SampleRows = Math.Min(PairRows, days.Length * RowsPerDay),
            Columns = [.. counts.Select((cells, c) => new ColumnProfile($"x{c}", ColumnProfileKind.Number)
            {
                Edges = [.. edges[c]],
                Counts = [.. cells[..Bins]],
                Centres = [.. Centres(edges[c])],
                Groups = [.. groups],
            })],
            Pairs = Pairs(days, groups),
            Blocks = timed ? [.. days.Select(Block)] : [],
            BlockLength = TimeSpan.FromDays(1),
        };
    }

    public ProfileWindow Window(byte[] day, string reference, int number)
    {
        long[][] counts = [.. Enumerable.Range(0, Columns).Select(_ => new long[Bins + 2])];
        Count(day, counts);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(number);
        return new ProfileWindow { Reference = reference, Rows = RowsPerDay, From = from, To = from.AddDays(1), Columns = [.. counts.Select(static cells => cells.ToImmutableArray())] };
    }

    private void Count(byte[] day, long[][] counts)
    {
        for (int from = 0; from < day.Length; from += Columns)
            for (int c = 0; c < Columns; c++) counts[c][day[from + c]]++;
    }

    private BlockProfile Block(byte[] day)
    {
        var counts = new long[Columns * (Bins + 2)];
        for (int from = 0; from < day.Length; from += Columns)
            for (int c = 0; c < Columns; c++) counts[(c * (Bins + 2)) + day[from + c]]++;
        return new BlockProfile(RowsPerDay, [.. counts]);
    }

    private static double[] Centres(double[] edges) =>
        [edges[0] - 0.5, .. edges.Zip(edges.Skip(1), static (low, high) => (low + high) / 2), edges[^1] + 0.5];

    private ImmutableArray<PairProfile> Pairs(byte[][] days, byte[] groups)
    {
        const int width = 5;
        int rows = Math.Min(PairRows, days.Length * RowsPerDay);
        var counts = new int[Columns * Columns][];
        var scores = new double[Columns][];
        var normal = new double[Bins];
        for (int bin = 0; bin < Bins; bin++) normal[bin] = Normal.Quantile((bin + 0.5) / Bins);
        for (int i = 0; i < counts.Length; i++) counts[i] = new int[width * width];
        for (int c = 0; c < Columns; c++) scores[c] = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            // Rows of all days, not of the first ones.
            int from = (int)((long)row * days.Length * RowsPerDay / rows);
            ReadOnlySpan<byte> cells = days[from / RowsPerDay].AsSpan(from % RowsPerDay * Columns, Columns);
            for (int a = 0; a < Columns; a++)
            {
                scores[a][row] = normal[cells[a]];
                for (int b = a + 1; b < Columns; b++) counts[(a * Columns) + b][(groups[cells[a]] * width) + groups[cells[b]]]++;
            }
        }
        for (int a = 0; a < Columns; a++) Standardise(scores[a]);
        var pairs = ImmutableArray.CreateBuilder<PairProfile>();
        for (int a = 0; a < Columns; a++)
            for (int b = a + 1; b < Columns; b++)
                pairs.Add(new PairProfile(a, b, [.. counts[(a * Columns) + b].Select(static count => (long)count)], Dot(scores[a], scores[b]) / rows));
        return pairs.ToImmutable();
    }

    private static double Dot(double[] first, double[] second)
    {
        var sums = Vector<double>.Zero;
        int i = 0;
        for (; i + Vector<double>.Count <= first.Length; i += Vector<double>.Count)
            sums += new Vector<double>(first, i) * new Vector<double>(second, i);
        double sum = Vector.Sum(sums);
        for (; i < first.Length; i++) sum += first[i] * second[i];
        return sum;
    }

    private static void Standardise(double[] scores)
    {
        double mean = scores.Average(), deviation = Math.Sqrt(scores.Sum(x => (x - mean) * (x - mean)) / scores.Length);
        for (int i = 0; i < scores.Length; i++) scores[i] = (scores[i] - mean) / deviation;
    }
}
