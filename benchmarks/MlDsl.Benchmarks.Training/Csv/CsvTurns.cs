using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using nietras.SeparatedValues;

namespace MlDsl.Benchmarks.Training.Csv;

/// <summary>Files become typed rows, by one reader at a time: a process that reads the names of what to do and answers with how long a reading took.</summary>
internal static class CsvTurns
{
    private const double SecondsPerTurn = 0.15;

    /// <summary>The readings of a folder that holds the files, by name.</summary>
    public static Dictionary<string, Func<double>> Of(string folder)
    {
        string taxi = Path.Combine(folder, "taxi.csv"), wide = Path.Combine(folder, "wide.csv"), quoted = Path.Combine(folder, "quoted.csv"), lines = Path.Combine(folder, "lines.csv");
        return new Dictionary<string, Func<double>>(StringComparer.Ordinal)
        {
            ["taxi.own"] = () => Own<Trip>(taxi, static trip => trip.Fare),
            ["taxi.sep"] = () => BySep(taxi, Trip.Of, static trip => trip.Fare),
            ["taxi.csvhelper"] = () => TripsByCsvHelper(taxi),
            ["quoted.own"] = () => Own<Trip>(quoted, static trip => trip.Fare),
            ["quoted.sep"] = () => BySep(quoted, Trip.Of, static trip => trip.Fare),
            ["quoted.csvhelper"] = () => TripsByCsvHelper(quoted),
            ["wide.own"] = () => Own<Spectrum>(wide, static row => row.Sum),
            ["wide.sep"] = () => BySep(wide, Spectrum.Of, static row => row.Sum),
            ["lines.own"] = () => Own<Spectrum>(lines, static row => row.Sum),
            ["lines.sep"] = () => BySep(lines, Spectrum.Of, static row => row.Sum),
            ["lines.csvhelper"] = () => SpectraByCsvHelper(lines),
            ["wide.csvhelper"] = () => SpectraByCsvHelper(wide),
        };
    }

    /// <summary>Answers each name on the input with the microseconds of a call, by the clock and of the processor, and what it summed up.</summary>
    public static void Serve(string folder)
    {
        Dictionary<string, Func<double>> readings = Of(folder);
        while (Console.ReadLine() is { } name)
        {
            Func<double> reading = readings[name];
            int calls = 0;
            double sum = 0;
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            for (; calls == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsPerTurn; calls++) sum = reading();
            double clock = Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
            processor = Environment.CpuUsage.TotalTime - processor;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock:R} {processor.TotalMicroseconds / calls:R} {sum:R}"));
        }
    }

    // Nothing is held, so every call reads the file.
    private static double Own<TRow>(string path, Func<TRow, float> number) where TRow : IRow<TRow>
    {
        double sum = 0;
        foreach (TRow row in Dataset<TRow>.FromCsv(path, new CsvOptions { HoldBytes = 0 }).Rows) sum += number(row);
        return sum;
    }

    // On all cores where there are several, as Sep has it.
    private static double BySep<TRow>(string path, Func<SepReader.Row, TRow> read, Func<TRow, float> number)
    {
        double sum = 0;
        using SepReader reader = Sep.Reader(static o => o with { Sep = new Sep(','), Unescape = true, CreateToString = SepToString.PoolPerCol() }).FromFile(path);
        if (Environment.ProcessorCount > 1)
        {
            foreach (TRow row in reader.ParallelEnumerate(row => read(row))) sum += number(row);
        }
        else
        {
            foreach (SepReader.Row row in reader) sum += number(read(row));
        }
        return sum;
    }

    // At its best for the file: a mapper generated at compile time, equal texts shared; on all cores where there are several.
    private static double TripsByCsvHelper(string path)
    {
        double sum = 0;
        using CsvReader reader = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', PoolStrings = true });
        foreach (Trip trip in Environment.ProcessorCount > 1 ? reader.ParallelEnumerate<Trip>() : reader.GetRecords<Trip>()) sum += trip.Fare;
        return sum;
    }

    private static double SpectraByCsvHelper(string path)
    {
        double sum = 0;
        using CsvReader reader = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' });
        reader.ReadHeader();
        if (Environment.ProcessorCount > 1)
        {
            foreach (Spectrum row in reader.ParallelEnumerate(Spectrum.Of)) sum += row.Sum;
        }
        else
        {
            while (reader.Read()) sum += Spectrum.Of(reader).Sum;
        }
        return sum;
    }
}
