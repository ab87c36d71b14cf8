using System.Diagnostics;
using System.Globalization;

namespace MlDsl.Benchmarks.Training;

/// <summary>What does it cost to count a value of a row that a service answers, beside a plain loop over columns in arrays that does nothing else?</summary>
internal static class ObservedRows
{
    private const int Rows = 4096, Turns = 41, Columns = 6;

    public static void Print()
    {
        Ride[] made = Made();
        Split<Ride> split = Dataset<Ride>.FromRows(made).SplitRandom(0.2, 0.1, seed: 1);
        RideModel model = RideModel.Fit(split.Train).WithReference(split.Validation);
        Ride.Input[] inputs = [.. made.Take(Rows).Select(static r => r.ToInput())];
        float[] said = [.. inputs.Select(i => model.Predict(in i))];
        ReferenceProfile reference = model.Reference!;
        var plain = new PlainBins(reference, made.AsSpan(0, Rows), said);
        using var monitor = new ModelMonitor<RideModel, Ride.Input, float>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan });
        for (int i = 0; i < 30; i++)
        {
            plain.Count();
            monitor.Observe(model, inputs, said);
        }
        List<double> ratios = [], plains = [], owns = [], singles = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            double theirs = Nanoseconds(plain.Count), ours = Nanoseconds(() => monitor.Observe(model, inputs, said));
            singles.Add(Nanoseconds(() =>
            {
                for (int i = 0; i < Rows; i++) monitor.Observe(model, inputs.AsSpan(i, 1), said.AsSpan(i, 1));
            }));
            ratios.Add(ours / theirs);
            plains.Add(theirs);
            owns.Add(ours);
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"monitoring: observe_ratio={Median(ratios):F2} observe_ns={Median(owns):F1} plain_ns={Median(plains):F1} row_by_row_ns={Median(singles):F1} values={Columns + 1} rows={Rows} turns={Turns}"));
    }

    // Of one value: six columns and the prediction.
    private static double Nanoseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (Rows * (Columns + 1));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static Ride[] Made()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            float seconds = random.Next(60, 3000), miles = seconds / 300 + random.NextSingle();
            return new Ride
            {
                Vendor = random.Next(2) == 0 ? "CMT" : "VTS",
                RateCode = "rate " + random.Next(5).ToString(CultureInfo.InvariantCulture),
                Passengers = random.Next(1, 7),
                Seconds = seconds,
                Miles = miles,
                Payment = random.Next(3) == 0 ? "CSH" : "CRD",
                Fare = 3 + miles + seconds / 100,
            };
        })];
    }

    /// <summary>Columns as arrays; a number is looked for among the edges from the left, a text in a dictionary.</summary>
    private sealed class PlainBins
    {
        private readonly List<(float[] Values, float[] Edges, long[] Counts)> numbers = [];
        private readonly List<(string[] Values, Dictionary<string, int> Places, long[] Counts)> texts = [];

        public PlainBins(ReferenceProfile reference, ReadOnlySpan<Ride> rows, float[] said)
        {
            Ride[] all = rows.ToArray();
            foreach (ColumnProfile column in reference.Columns.Concat(reference.Scores))
            {
                var counts = new long[column.Cells];
                float[] edges = [.. column.Edges.Select(static e => (float)e)];
                Dictionary<string, int> places = column.Categories.Select(static (c, i) => (c, i)).ToDictionary(static p => p.c, static p => p.i, StringComparer.Ordinal);
                switch (column.Name)
                {
                    case "Vendor": texts.Add(([.. all.Select(static r => r.Vendor)], places, counts)); break;
                    case "RateCode": texts.Add(([.. all.Select(static r => r.RateCode)], places, counts)); break;
                    case "Payment": texts.Add(([.. all.Select(static r => r.Payment)], places, counts)); break;
                    case "Passengers": numbers.Add(([.. all.Select(static r => r.Passengers)], edges, counts)); break;
                    case "Seconds": numbers.Add(([.. all.Select(static r => r.Seconds)], edges, counts)); break;
                    case "Miles": numbers.Add(([.. all.Select(static r => r.Miles)], edges, counts)); break;
                    default: numbers.Add((said, edges, counts)); break;
                }
            }
        }

        public void Count()
        {
            foreach (var (values, edges, counts) in numbers)
            {
                foreach (float value in values)
                {
                    int bin = 0;
                    while (bin < edges.Length && edges[bin] <= value) bin++;
                    counts[bin]++;
                }
            }
            foreach (var (values, places, counts) in texts)
                foreach (string value in values) counts[places.TryGetValue(value, out int place) ? place : counts.Length - 1]++;
        }
    }
}
