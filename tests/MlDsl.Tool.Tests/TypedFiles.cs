using System.Globalization;
using Microsoft.Data.Sqlite;
using MlDsl.Tool.Scaffolding;
using ParquetSharp;

namespace MlDsl.Tool.Tests;

/// <summary>Parquet files and SQLite databases, written for a test.</summary>
internal static class TypedFiles
{
    /// <summary>The rows of a table as Parquet: whole numbers of 32 bits, floating-point numbers of 32 bits, flags, and texts.</summary>
    public static void WriteParquet(string path, FileTable table)
    {
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        using var writer = new ParquetFileWriter(path, [.. facts.Select(ColumnOf)]);
        using RowGroupWriter group = writer.AppendRowGroup();
        foreach (ColumnFacts column in facts)
        {
            IReadOnlyList<string?> texts = column.Column.Texts;
            switch (column.Kind)
            {
                case ValueKind.Integer:
                    Write(group, texts.Select(static text => int.Parse(text!, CultureInfo.InvariantCulture)));
                    break;
                case ValueKind.Number:
                    Write(group, texts.Select(static text => float.Parse(text!, CultureInfo.InvariantCulture)));
                    break;
                case ValueKind.Flag:
                    Write(group, column.Values.Select(static value => value != 0));
                    break;
                default:
                    Write(group, texts);
                    break;
            }
        }
        writer.Close();
    }

    /// <summary>The rows of a table as one of a database: whole numbers, floating-point numbers, and texts.</summary>
    public static void WriteSqlite(string path, string name, FileTable table)
    {
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"create table {name} ({string.Join(", ", facts.Select(static column => $"\"{column.Column.Name}\" {(column.Kind switch { ValueKind.Integer or ValueKind.Flag => "integer", ValueKind.Number => "real", _ => "text" })}"))})";
        command.ExecuteNonQuery();
        command.CommandText = $"insert into {name} values ({string.Join(", ", facts.Select(static (_, i) => $"$p{i}"))})";
        SqliteParameter[] values = [.. facts.Select((_, i) => command.Parameters.Add(new SqliteParameter($"$p{i}", null)))];
        for (int row = 0; row < table.Rows; row++)
        {
            for (int i = 0; i < facts.Length; i++) values[i].Value = ValueOf(facts[i], row);
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>A file with a column of each type.</summary>
    public static void WriteAllTypes(string path, int count)
    {
        var micro = LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Micros);
        using var writer = new ParquetFileWriter(path,
        [
            new Column<bool>("flag"), new Column<short>("small"), new Column<long>("large"), new Column<float>("single"), new Column<double>("wide"), new Column<decimal>("exact", LogicalType.Decimal(18, 2)),
            new Column<string>("place"), new Column<Date>("day"), new Column<DateTime>("at", micro), new Column<DateTime>("utc", LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros)),
            new Column<TimeSpan>("clock", LogicalType.Time(isAdjustedToUtc: false, TimeUnit.Micros)), new Column<Guid>("code"), new Column<float[]>("embedding"), new Column<float[]>("ragged"), new Column<byte[]>("photo"), new Column<double>("price"),
        ]);
        using RowGroupWriter group = writer.AppendRowGroup();
        int[] rows = [.. Enumerable.Range(0, count)];
        var start = new DateTime(2024, 1, 1);
        Write(group, rows.Select(static i => i % 3 == 0));
        Write(group, rows.Select(static i => (short)(i % 7)));
        Write(group, rows.Select(static i => (long)(i * i % 11)));
        Write(group, rows.Select(static i => i * 0.1f));
        Write(group, rows.Select(static i => i == 3 ? double.NaN : i * i % 13 * 0.3));
        Write(group, rows.Select(static i => i * i % 19 * 1.25m));
        Write(group, rows.Select(static i => i % 2 == 0 ? "Bern" : "Genf"));
        Write(group, rows.Select(i => new Date(DateOnly.FromDateTime(start).AddDays(i).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber)));
        Write(group, rows.Select(i => start.AddDays(i % 5)));
        Write(group, rows.Select(i => start.AddHours(i)));
        Write(group, rows.Select(static i => TimeSpan.FromMinutes(i % 24)));
        Write(group, rows.Select(static i => new Guid(i % 2, 0, 0, new byte[8])));
        Write(group, rows.Select(static i => new[] { i, 2f, i * 0.5f }));
        Write(group, rows.Select(static i => new float[1 + (i % 3)]));
        Write(group, rows.Select(static i => new byte[] { 1, (byte)i }));
        Write(group, rows.Select(static i => i * i % 17 + (i * 0.25)));
        writer.Close();
    }

    /// <summary>Does what gives no rows, in one transaction.</summary>
    public static void Do(string path, params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (string statement in statements)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static Column ColumnOf(ColumnFacts facts) => facts.Kind switch
    {
        ValueKind.Integer => new Column<int>(facts.Column.Name!),
        ValueKind.Number => new Column<float>(facts.Column.Name!),
        ValueKind.Flag => new Column<bool>(facts.Column.Name!),
        _ => new Column<string>(facts.Column.Name!),
    };

    private static object ValueOf(ColumnFacts column, int row) => column.Kind switch
    {
        _ when column.Column.Texts[row] is null => DBNull.Value,
        ValueKind.Integer or ValueKind.Flag => (long)column.Values[row],
        ValueKind.Number => column.Values[row],
        _ => column.Column.Texts[row]!,
    };

    private static void Write<T>(RowGroupWriter group, IEnumerable<T> values)
    {
        using LogicalColumnWriter<T> writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch([.. values]);
    }
}
