using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using MlDsl.Sources.Tests.Databases;
using Npgsql;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace MlDsl.Benchmarks.Sources;

/// <summary>
/// How many rows a second does each kind of source give, and how long does its library take for the same typed rows, read as its own manual says? Both take turns
/// in one process; times are the processor's, of all threads.
/// </summary>
internal sealed class SourceReading : IDisposable
{
    private const int Rows = 200_000, Turns = 7;
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-sources").FullName;
    private readonly DuckDBConnection duck = new("DataSource=:memory:");
    private readonly PostgresServer postgres = new();

    /// <summary>Measures all and prints key=value lines.</summary>
    public static void Print()
    {
        using var reading = new SourceReading();
        reading.Make();
        Pair("parquet", reading.ByParquetSharp, Dataset<Trip>.FromParquet(reading.At("trips.parquet"), new ParquetOptions { HoldBytes = 0 }));
        Pair("arrow", reading.ByArrow, Dataset<Trip>.FromArrow(reading.At("trips.arrow"), new ArrowOptions { HoldBytes = 0 }));
        Pair("jsonlines", reading.ByJson, Dataset<Trip>.FromJsonLines(reading.At("trips.jsonl"), new JsonLinesOptions { HoldBytes = 0 }));
        Pair("duckdb", () => ByReader(reading.Duck()), Dataset<Trip>.FromQuery(reading.Duck, new QueryOptions { Reread = true }));
        Pair("sqlite", () => ByReader(reading.Lite()), Dataset<Trip>.FromQuery(reading.Lite, new QueryOptions { Reread = true }));
        if (PostgresServer.Programs is not null) Pair("postgresql", () => ByReader(reading.Postgres()), Dataset<Trip>.FromQuery(reading.Postgres, new QueryOptions { Reread = true }));
        else Console.WriteLine("skipped.sources.postgresql=its programs are not here");
    }

    public void Dispose()
    {
        duck.Dispose();
        postgres.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static void Pair(string name, Func<float> peer, Dataset<Trip> own)
    {
        float Own()
        {
            float sum = 0;
            foreach (Trip trip in own.Rows) sum += trip.Fare;
            return sum;
        }
        // The compiler's last tier comes after some turns.
        float expected = peer();
        for (int i = 0; i < 3; i++)
        {
            peer();
            if (Own() != expected) throw new InvalidOperationException($"{name}: the rows differ");
        }
        List<double> ratios = [], times = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            double peerTime = Ratios.Once(() => peer(), true), ownTime = Ratios.Once(() => Own(), true);
            ratios.Add(peerTime / ownTime);
            times.Add(ownTime);
        }
        double ratio = ratios.Order().ElementAt(Turns / 2), time = times.Order().ElementAt(Turns / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio.sources.{name}={ratio:F2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows_per_s.sources.{name}={Rows / time * 1e6:F0}"));
    }

    private string At(string name) => Path.Combine(folder, name);

    private void Make()
    {
        Trip[] trips = [.. Enumerable.Range(0, Rows).Select(static i => (Row: i, Random: (uint)(i * 2654435761L))).Select(static p => new Trip
        {
            Vendor = $"Vendor {p.Random % 7}", RateCode = $"{p.Random % 5}", Passengers = p.Random % 6, Seconds = p.Random % 4000,
            Miles = p.Random % 11 == 0 ? null : p.Random % 10_000 / 100f, Payment = $"CRD, \"{p.Random % 3}\"", Fare = p.Random % 50_000 / 100f,
        })];
        RecordBatch[] batches = [.. trips.Chunk(50_000).Select(Batch)];
        using (var parquet = new FileWriter(At("trips.parquet"), batches[0].Schema))
        {
            foreach (RecordBatch batch in batches) parquet.WriteRecordBatch(batch);
            parquet.Close();
        }
        using (var arrow = new ArrowFileWriter(File.Create(At("trips.arrow")), batches[0].Schema))
        {
            foreach (RecordBatch batch in batches) arrow.WriteRecordBatch(batch);
            arrow.WriteEnd();
        }
        File.WriteAllLines(At("trips.jsonl"), trips.Select(static t => JsonSerializer.Serialize(TripJson.Of(t), TripContext.Default.TripJson)));
        duck.Open();
        Do(duck, $"CREATE TABLE trip AS SELECT * FROM '{At("trips.parquet")}'");
        using var lite = new SqliteConnection($"Data Source={At("trips.db")};Pooling=False");
        lite.Open();
        Do(lite, "CREATE TABLE trip (vendor_id TEXT, rate_code TEXT, passenger_count REAL, trip_time_in_secs REAL, trip_distance REAL, payment_type TEXT, fare_amount REAL)");
        using SqliteTransaction transaction = lite.BeginTransaction();
        using SqliteCommand insert = lite.CreateCommand();
        insert.CommandText = "INSERT INTO trip VALUES ($0, $1, $2, $3, $4, $5, $6)";
        foreach (Trip t in trips)
        {
            insert.Parameters.Clear();
            object?[] values = [t.Vendor, t.RateCode, t.Passengers, t.Seconds, t.Miles, t.Payment, t.Fare];
            for (int i = 0; i < values.Length; i++) insert.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
        if (PostgresServer.Programs is not null) FillPostgres(trips);
    }

    private void FillPostgres(Trip[] trips)
    {
        postgres.Do("CREATE TABLE trip (number integer PRIMARY KEY, vendor_id text, rate_code text, passenger_count real, trip_time_in_secs real, trip_distance real, payment_type text, fare_amount real)");
        using NpgsqlConnection connection = postgres.Connect();
        using (NpgsqlBinaryImporter import = connection.BeginBinaryImport("COPY trip FROM STDIN (FORMAT BINARY)"))
        {
            for (int i = 0; i < trips.Length; i++)
            {
                Trip t = trips[i];
                import.WriteRow(i, t.Vendor, t.RateCode, t.Passengers, t.Seconds, t.Miles, t.Payment, t.Fare);
            }
            import.Complete();
        }
        postgres.Do("VACUUM ANALYZE trip");
    }

    private static RecordBatch Batch(Trip[] trips)
    {
        var miles = new FloatArray.Builder();
        foreach (Trip trip in trips)
        {
            if (trip.Miles is { } there) miles.Append(there);
            else miles.AppendNull();
        }
        return new RecordBatch.Builder()
            .Append("vendor_id", false, new StringArray.Builder().AppendRange(trips.Select(static t => t.Vendor)).Build())
            .Append("rate_code", false, new StringArray.Builder().AppendRange(trips.Select(static t => t.RateCode)).Build())
            .Append("passenger_count", false, new FloatArray.Builder().AppendRange(trips.Select(static t => t.Passengers)).Build())
            .Append("trip_time_in_secs", false, new FloatArray.Builder().AppendRange(trips.Select(static t => t.Seconds)).Build())
            .Append("trip_distance", true, miles.Build())
            .Append("payment_type", false, new StringArray.Builder().AppendRange(trips.Select(static t => t.Payment)).Build())
            .Append("fare_amount", false, new FloatArray.Builder().AppendRange(trips.Select(static t => t.Fare)).Build())
            .Build();
    }

    private static void Do(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private DbDataReader Duck()
    {
        DuckDBCommand command = duck.CreateCommand();
        command.CommandText = "SELECT * FROM trip";
        return command.ExecuteReader();
    }

    private DbDataReader Lite()
    {
        var connection = new SqliteConnection($"Data Source={At("trips.db")};Pooling=False");
        connection.Open();
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM trip ORDER BY rowid";
        return command.ExecuteReader(System.Data.CommandBehavior.CloseConnection);
    }

    private NpgsqlDataReader Postgres()
    {
        NpgsqlConnection connection = postgres.Connect();
        using var command = new NpgsqlCommand("SELECT vendor_id, rate_code, passenger_count, trip_time_in_secs, trip_distance, payment_type, fare_amount FROM trip ORDER BY number", connection);
        return command.ExecuteReader(System.Data.CommandBehavior.CloseConnection);
    }

    private static float ByReader(DbDataReader reader)
    {
        using DbDataReader opened = reader;
        float sum = 0;
        while (opened.Read())
        {
            sum += new Trip
            {
                Vendor = opened.GetString(0),
                RateCode = opened.GetString(1),
                Passengers = opened.GetFloat(2),
                Seconds = opened.GetFloat(3),
                Miles = opened.IsDBNull(4) ? null : opened.GetFloat(4),
                Payment = opened.GetString(5),
                Fare = opened.GetFloat(6),
            }.Fare;
        }
        return sum;
    }

    private float ByParquetSharp()
    {
        using var file = new ParquetFileReader(At("trips.parquet"));
        float sum = 0;
        for (int g = 0; g < file.FileMetaData.NumRowGroups; g++)
        {
            using RowGroupReader group = file.RowGroup(g);
            int rows = (int)group.MetaData.NumRows;
            T[] Read<T>(int column)
            {
                using LogicalColumnReader<T> reader = group.Column(column).LogicalReader<T>();
                return reader.ReadAll(rows);
            }
            string[] vendors = Read<string>(0), rates = Read<string>(1), payments = Read<string>(5);
            float[] passengers = Read<float>(2), seconds = Read<float>(3), fares = Read<float>(6);
            float?[] miles = Read<float?>(4);
            for (int i = 0; i < rows; i++)
                sum += new Trip { Vendor = vendors[i], RateCode = rates[i], Passengers = passengers[i], Seconds = seconds[i], Miles = miles[i], Payment = payments[i], Fare = fares[i] }.Fare;
        }
        return sum;
    }

    private float ByArrow()
    {
        using var reader = new ArrowFileReader(File.OpenRead(At("trips.arrow")));
        float sum = 0;
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using RecordBatch read = batch;
            (var vendors, var rates, var payments) = ((StringArray)read.Column(0), (StringArray)read.Column(1), (StringArray)read.Column(5));
            (var passengers, var seconds, var miles, var fares) = ((FloatArray)read.Column(2), (FloatArray)read.Column(3), (FloatArray)read.Column(4), (FloatArray)read.Column(6));
            for (int i = 0; i < read.Length; i++)
            {
                sum += new Trip
                {
                    Vendor = vendors.GetString(i),
                    RateCode = rates.GetString(i),
                    Passengers = passengers.Values[i],
                    Seconds = seconds.Values[i],
                    Miles = miles.GetValue(i),
                    Payment = payments.GetString(i),
                    Fare = fares.Values[i],
                }.Fare;
            }
        }
        return sum;
    }

    private float ByJson()
    {
        float sum = 0;
        foreach (string line in File.ReadLines(At("trips.jsonl"))) sum += JsonSerializer.Deserialize(line, TripContext.Default.TripJson)!.ToTrip().Fare;
        return sum;
    }
}
