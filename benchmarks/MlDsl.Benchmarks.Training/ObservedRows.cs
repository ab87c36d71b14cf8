using System.Diagnostics;
using System.Globalization;

namespace MlDsl.Benchmarks.Training;

/// <summary>What does it cost to count a value of a row that a service answers, beside a plain loop over the same rows that does nothing else?</summary>
internal static class ObservedRows
{
    // Short turns, many of them: what else the machine does strikes few, and both sides alike.
    private const int Rows = 512, Turns = 801, Columns = 6;

    public static void Print()
    {
        Ride[] made = Made();
        Split<Ride> split = Dataset<Ride>.FromRows(made).SplitRandom(0.2, 0.1, seed: 1);
        RideModel model = RideModel.Fit(split.Train).WithReference(split.Validation);
        Ride.Input[] inputs = [.. made.Take(Rows).Select(static r => r.ToInput())];
        float[] said = [.. inputs.Select(i => model.Predict(in i))];
        ReferenceProfile reference = model.Reference!;
        var plain = new PlainBins(reference, inputs, said);
        using var monitor = new ModelMonitor<RideModel, Ride.Input, float>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan });
        for (int i = 0; i < 300; i++)
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

    /// <summary>What somebody writes by hand for these columns: a number is looked for among the edges from the left, a text in a dictionary.</summary>
    private sealed class PlainBins(ReferenceProfile reference, Ride.Input[] inputs, float[] said)
    {
        private readonly Column vendor = new(reference, "Vendor"), rate = new(reference, "RateCode"), payment = new(reference, "Payment"), passengers = new(reference, "Passengers"),
            seconds = new(reference, "Seconds"), miles = new(reference, "Miles"), prediction = new(reference, "prediction");

        public void Count()
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                ref readonly Ride.Input input = ref inputs[i];
                vendor.Count(input.Vendor);
                rate.Count(input.RateCode);
                payment.Count(input.Payment);
                passengers.Count(input.Passengers);
                seconds.Count(input.Seconds);
                miles.Count(input.Miles);
                prediction.Count(said[i]);
            }
        }

        private sealed class Column
        {
            private readonly float[] edges;
            private readonly Dictionary<string, int> places;
            private readonly long[] counts;

            public Column(ReferenceProfile reference, string name)
            {
                ColumnProfile column = reference.Columns.Concat(reference.Scores).Single(c => c.Name == name);
                edges = [.. column.Edges.Select(static e => (float)e)];
                places = column.Categories.Select(static (c, i) => (c, i)).ToDictionary(static p => p.c, static p => p.i, StringComparer.Ordinal);
                counts = new long[column.Cells];
            }

            public void Count(float value)
            {
                int bin = 0;
                while (bin < edges.Length && edges[bin] <= value) bin++;
                counts[bin]++;
            }

            public void Count(string value) => counts[places.TryGetValue(value, out int place) ? place : counts.Length - 1]++;
        }
    }
}
