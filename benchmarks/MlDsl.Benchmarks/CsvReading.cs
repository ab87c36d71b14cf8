using System.Globalization;
using BenchmarkDotNet.Attributes;
using CsvHelper;

namespace MlDsl.Benchmarks;

/// <summary>How fast does a file become typed rows, against CsvHelper reading the same record?</summary>
[MemoryDiagnoser]
public partial class CsvReading
{
    private string path = "";

    /// <summary>The real file, and one with the same columns made here.</summary>
    [Params("taxi-fare-train.csv", "synthetic")]
    public string File { get; set; } = "";

    [GlobalSetup]
    public void Setup() => path = File == "synthetic" ? Synthesize() : Find(File);

    [GlobalCleanup]
    public void Cleanup()
    {
        if (File == "synthetic") System.IO.File.Delete(path);
    }

    /// <summary>The peer at its best for this file: a mapper generated at compile time, equal texts shared.</summary>
    [Benchmark(Baseline = true)]
    public float CsvHelper()
    {
        using CsvReader reader = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', PoolStrings = true });
        float sum = 0;
        foreach (Trip trip in reader.GetRecords<Trip>()) sum += trip.Fare;
        return sum;
    }

    /// <summary>Nothing is held, so every call reads the file.</summary>
    [Benchmark]
    public float MlDsl()
    {
        float sum = 0;
        foreach (Trip trip in Dataset<Trip>.FromCsv(path, new CsvOptions { HoldBytes = 0 }).Rows) sum += trip.Fare;
        return sum;
    }

    private static string Find(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("MLDSL_TESTDATA");
        for (DirectoryInfo? up = new(AppContext.BaseDirectory); folder is null && up is not null; up = up.Parent)
        {
            string candidate = Path.Combine(up.FullName, "..", "shared", "data");
            if (System.IO.File.Exists(Path.Combine(candidate, name))) folder = candidate;
        }
        return Path.Combine(folder ?? throw new FileNotFoundException($"'{name}' is absent; set MLDSL_TESTDATA to the folder that holds the data sets", name), name);
    }

    private static string Synthesize()
    {
        string file = Path.GetTempFileName();
        using var writer = new StreamWriter(file);
        writer.WriteLine("vendor_id,rate_code,passenger_count,trip_time_in_secs,trip_distance,payment_type,fare_amount");
        for (int i = 0; i < 100_000; i++)
        {
            uint random = (uint)(i * 2654435761L);
            string miles = (random % 10_000 / 100f).ToString(CultureInfo.InvariantCulture);
            string fare = (random % 50_000 / 100f).ToString(CultureInfo.InvariantCulture);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"Vendor {random % 7}\",{random % 5},{random % 6},{random % 4000},{miles},\"CRD, \"\"{random % 3}\"\"\",{fare}"));
        }
        return file;
    }

    /// <summary>One row, as the generator writes it.</summary>
    [CsvRecord]
    public sealed partial record Trip : IRow<Trip>
    {
        public static DatasetSchema Schema { get; } = new(
            "Trip",
            [
                new("vendor_id", "Vendor", "string", ColumnRole.None, "", true),
                new("rate_code", "RateCode", "string", ColumnRole.None, "", true),
                new("passenger_count", "Passengers", "float", ColumnRole.None, "", true),
                new("trip_time_in_secs", "Seconds", "float", ColumnRole.None, "", true),
                new("trip_distance", "Miles", "float?", ColumnRole.None, "", true),
                new("payment_type", "Payment", "string", ColumnRole.None, "", true),
                new("fare_amount", "Fare", "float", ColumnRole.Label, "", false),
            ],
            []);

        [CsvColumn("vendor_id")]
        public string Vendor { get; set; } = "";

        [CsvColumn("rate_code")]
        public string RateCode { get; set; } = "";

        [CsvColumn("passenger_count")]
        public float Passengers { get; set; }

        [CsvColumn("trip_time_in_secs")]
        public float Seconds { get; set; }

        [CsvColumn("trip_distance")]
        public float? Miles { get; set; }

        [CsvColumn("payment_type")]
        public string Payment { get; set; } = "";

        [CsvColumn("fare_amount")]
        public float Fare { get; set; }

        public static Trip Read(ref FieldReader fields) => new()
        {
            Vendor = fields.Text(0),
            RateCode = fields.Text(1),
            Passengers = fields.Number<float>(2),
            Seconds = fields.Number<float>(3),
            Miles = fields.NumberOrNull<float>(4),
            Payment = fields.Text(5),
            Fare = fields.Number<float>(6),
        };

        /// <summary>Reading needs no hash; the fare stands for the row.</summary>
        public static void Hash(Trip row, ref RowHash hash) => hash.Add(row.Fare);
    }
}
