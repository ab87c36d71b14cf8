using System.Diagnostics;
using System.Globalization;

namespace MlDsl.Benchmarks.Training.Csv;

/// <summary>
/// How many times as fast as Sep, CsvHelper and another build of the reader a file becomes typed rows: the processor's time of processes of one
/// thread each, which take turns, so that a busy neighbour strikes all alike; the ratio is the median of the turns' ratios. On all cores it is
/// the clock's time, of the others' own readers for several threads. Every reader must give the same sum.
/// </summary>
internal static class CsvRatios
{
    private const int Warmups = 20, WideRows = 5000, QuotedRows = 100_000;
    private static readonly string[] Files = ["taxi", "quoted", "wide", "lines"];

    /// <summary>Measures and prints.</summary>
    /// <param name="data">The folder that holds taxi-fare-train.csv.</param>
    /// <param name="turns">How often each reader reads each file.</param>
    /// <param name="other">MlDsl.dll of another build; null for none.</param>
    /// <returns>Whether the goals are reached: the better of the two on the taxi file, on one core and on all, and, of another build, 1.5 times its rate on numbers.</returns>
    public static bool Print(string data, int turns, string? other)
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-csv").FullName;
        try
        {
            File.Copy(Path.Combine(data, "taxi-fare-train.csv"), Path.Combine(folder, "taxi.csv"));
            MadeFiles.WriteWide(Path.Combine(folder, "wide.csv"), WideRows, "\n");
            // The same with a carriage return before each line feed.
            MadeFiles.WriteWide(Path.Combine(folder, "lines.csv"), WideRows, "\r\n");
            MadeFiles.WriteQuoted(Path.Combine(folder, "quoted.csv"), QuotedRows);
            string? replaced = other is null ? null : WithOther(folder, other);
            Dictionary<string, double> ratios = [];
            foreach (string file in Files)
            {
                // Each in processes of their own: what the JIT learns of one file it takes for the next.
                using var one = new Child(AppContext.BaseDirectory, folder, 1);
                using Child? before = replaced is null ? null : new Child(replaced, folder, 1);
                List<(string Name, Func<Time> Turn)> readers =
                    [("own", () => one.Turn(file + ".own")), ("sep", () => one.Turn(file + ".sep")), ("csvhelper", () => one.Turn(file + ".csvhelper"))];
                if (before is not null) readers.Add(("before", () => before.Turn(file + ".own")));
                Compare(file, turns, readers, static time => time.Processor, ratios);
                using var all = new Child(AppContext.BaseDirectory, folder, Environment.ProcessorCount);
                List<(string Name, Func<Time> Turn)> shared =
                    [("own", () => all.Turn(file + ".own")), ("one", () => one.Turn(file + ".own")), ("sep", () => all.Turn(file + ".sep")), ("csvhelper", () => all.Turn(file + ".csvhelper"))];
                Compare(file + ".cores", turns, shared, static time => time.Clock, ratios);
            }
            string wide = ratios.TryGetValue("wide.before", out double faster) ? string.Create(CultureInfo.InvariantCulture, $" csv_wide_ratio={faster:F2}") : "";
            // The better of the two counts.
            double best = Math.Min(ratios["taxi.sep"], ratios["taxi.csvhelper"]), bestOnCores = Math.Min(ratios["taxi.cores.sep"], ratios["taxi.cores.csvhelper"]);
            bool isReached = Math.Min(best, bestOnCores) >= 1 && ratios.GetValueOrDefault("wide.before", 1.5) >= 1.5;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"csv: csv_ratio={best:F2}{wide} csv_cores_ratio={bestOnCores:F2} csv_cores={ratios["wide.cores.one"]:F2} cores={Environment.ProcessorCount}"));
            return isReached;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string name, int turns, List<(string Name, Func<Time> Turn)> readers, Func<Time, double> measure, Dictionary<string, double> ratios)
    {
        // The JIT's last tier comes in the background, by steps.
        for (int i = 0; i < Warmups; i++)
        {
            foreach (var (_, turn) in readers) turn();
        }
        var times = readers.ToDictionary(static r => r.Name, static _ => new List<double>());
        double? sum = null;
        for (int i = 0; i < turns; i++)
        {
            foreach (var (reader, turn) in readers)
            {
                Time time = turn();
                sum ??= time.Sum;
                // A sum in another order differs in its last digits.
                if (Math.Abs(time.Sum - sum.Value) > 1e-6 * Math.Abs(sum.Value)) throw new InvalidOperationException($"'{reader}' reads other numbers from {name} than the others: {time.Sum}, not {sum}");
                times[reader].Add(measure(time));
            }
        }
        List<double> own = times["own"];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time_us.csv.{name}.own={Median(own):F0}"));
        foreach (var (reader, _) in readers.Skip(1))
        {
            ratios[$"{name}.{reader}"] = Median([.. times[reader].Select((time, i) => time / own[i])]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio.csv.{name}.{reader}={ratios[$"{name}.{reader}"]:F2} time_us={Median(times[reader]):F0}"));
        }
    }

    // This program with another reader.
    private static string WithOther(string folder, string other)
    {
        string copy = Path.Combine(folder, "before");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        File.Copy(other, Path.Combine(copy, "MlDsl.dll"), overwrite: true);
        return copy;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private readonly record struct Time(double Clock, double Processor, double Sum);

    /// <summary>A process that reads files when asked.</summary>
    private sealed class Child : IDisposable
    {
        private readonly Process process;

        public Child(string program, string folder, int processors)
        {
            var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(program, "MlDsl.Benchmarks.Training.dll"), "csv-turns", folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            start.Environment["DOTNET_PROCESSOR_COUNT"] = processors.ToString(CultureInfo.InvariantCulture);
            start.Environment["DOTNET_gcConcurrent"] = "0";
            // On one processor the JIT's steps would wait for a pause that never comes.
            start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
            process = Process.Start(start)!;
        }

        public Time Turn(string name)
        {
            process.StandardInput.WriteLine(name);
            string[] parts = (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"the process that reads '{name}' ended; its errors are above")).Split(' ');
            double[] numbers = [.. parts.Select(static part => double.Parse(part, CultureInfo.InvariantCulture))];
            return new Time(numbers[0], numbers[1], numbers[2]);
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
