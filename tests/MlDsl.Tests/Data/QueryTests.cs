using System.Data;
using System.Data.Common;

namespace MlDsl.Tests.Data;

/// <summary>Queries: held or asked again, failing in the middle, changing between passes.</summary>
public sealed class QueryTests
{
    [Fact]
    public void AQueryIsAskedOnceUnlessItIsToBeAskedAgain()
    {
        int asked = 0;
        DbDataReader Open()
        {
            asked++;
            return Notes(3).CreateDataReader();
        }
        Dataset<Note> held = Dataset<Note>.FromQuery(Open);
        Assert.Equal(0, asked);
        Assert.Equal(3, held.Rows.Count());
        Assert.Equal(3, held.Rows.Count());
        Assert.Equal(1, asked);
        Dataset<Note> again = Dataset<Note>.FromQuery(Open, new QueryOptions { Reread = true });
        Assert.Equal(held.Rows, again.Rows);
        Assert.Equal(held.Rows, again.Rows);
        Assert.Equal(3, asked);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(3, 1)]
    public void RowsThatChangeBetweenPassesAreNoticed(int rows, int shift)
    {
        DataTable table = Notes(3);
        Dataset<Note> notes = Dataset<Note>.FromQuery(() => table.CreateDataReader(), new QueryOptions { Reread = true, Name = "the notes" });
        Assert.Equal(3, notes.Rows.Count());
        table = Notes(rows, shift);
        Assert.StartsWith("the notes: the records changed", Assert.Throws<DataFormatException>(() => notes.Rows.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreRowsThanAreHeldAreNamed()
    {
        Dataset<Note> notes = Dataset<Note>.FromQuery(() => Notes(300).CreateDataReader(), new QueryOptions { MaxHeldRows = 299 });
        Assert.Contains("more than 299 rows, which is the most that are held; raise QueryOptions.MaxHeldRows", Assert.Throws<DataFormatException>(() => notes.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AQueryThatFailsIsNamedWithoutItsConnection()
    {
        var problem = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromQuery(static () => new Failing(Notes(9).CreateDataReader(), 5)).Count());
        Assert.Contains("the query failed behind row 5 (Broken, see InnerException)", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", problem.Message, StringComparison.Ordinal);
        Assert.IsType<Broken>(problem.InnerException);
        problem = Assert.Throws<DataFormatException>(() => Dataset<Note>.FromQuery(static () => throw new Broken()).Count());
        Assert.Contains("the query could not be opened", problem.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Dataset<Note>.FromQuery(static () => null!).Count());
    }

    [Fact]
    public void OptionsAreChecked()
    {
        static DbDataReader Open() => Notes(1).CreateDataReader();
        Assert.Contains("QueryOptions.MaxHeldRows", Assert.Throws<ArgumentException>(() => Dataset<Note>.FromQuery(Open, new QueryOptions { MaxHeldRows = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("QueryOptions.Name", Assert.Throws<ArgumentException>(() => Dataset<Note>.FromQuery(Open, new QueryOptions { Name = " " })).Message, StringComparison.Ordinal);
        Assert.Contains("QueryOptions.BadRows", Assert.Throws<ArgumentException>(() => Dataset<Note>.FromQuery(Open, new QueryOptions { BadRows = (BadRowPolicy)7 })).Message, StringComparison.Ordinal);
        Assert.Contains("QueryOptions.DateFormat", Assert.Throws<ArgumentException>(() => Dataset<Note>.FromQuery(Open, new QueryOptions { DateFormat = "" })).Message, StringComparison.Ordinal);
        var aliases = new Dictionary<string, string> { ["nomber"] = "n" };
        Assert.Contains("has no 'nomber'; the nearest is 'number'", Assert.Throws<ArgumentException>(() => Dataset<Note>.FromQuery(Open, new QueryOptions { Aliases = aliases })).Message, StringComparison.Ordinal);
        using var file = new TemporaryFile("", ".jsonl");
        Assert.Contains("JsonLinesOptions.HoldBytes", Assert.Throws<ArgumentException>(() => Dataset<Note>.FromJsonLines(file.Path, new JsonLinesOptions { HoldBytes = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains("JsonLinesOptions.MaxLineBytes", Assert.Throws<ArgumentException>(() => Dataset<Note>.FromJsonLines(file.Path, new JsonLinesOptions { MaxLineBytes = 1 })).Message, StringComparison.Ordinal);
        Assert.Equal(0, Dataset<Note>.FromJsonLines(file.Path).Count());
        Assert.Throws<FileNotFoundException>(() => Dataset<Note>.FromJsonLines(file.Path + ".gone"));
    }

    [Fact]
    public void AliasesNameFields()
    {
        DataTable table = Notes(2);
        table.Columns["number"]!.ColumnName = "no";
        var options = new QueryOptions { Aliases = new Dictionary<string, string> { ["number"] = "NO" } };
        Assert.Equal([0, 1], Dataset<Note>.FromQuery(table.CreateDataReader, options).Rows.Select(static n => n.Number!.Value));
    }

    private static DataTable Notes(int rows, int shift = 0) =>
        Sample.Table(Note.Schema, [.. Enumerable.Range(0, rows).Select(i => new object?[] { $"note {i + shift}", i })]);

    private sealed class Broken() : DbException("Host=db;password=secret");

    /// <summary>A reader that breaks behind some rows.</summary>
    private sealed class Failing(DbDataReader inner, int rows) : DbDataReader
    {
        private int read;

        public override int FieldCount => inner.FieldCount;

        public override int Depth => 0;

        public override bool HasRows => true;

        public override bool IsClosed => false;

        public override int RecordsAffected => -1;

        public override object this[int ordinal] => inner[ordinal];

        public override object this[string name] => inner[name];

        public override bool Read() => read++ < rows ? inner.Read() : throw new Broken();

        public override string GetName(int ordinal) => inner.GetName(ordinal);

        public override object GetValue(int ordinal) => inner.GetValue(ordinal);

        public override bool GetBoolean(int ordinal) => inner.GetBoolean(ordinal);

        public override byte GetByte(int ordinal) => inner.GetByte(ordinal);

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

        public override char GetChar(int ordinal) => inner.GetChar(ordinal);

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

        public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

        public override DateTime GetDateTime(int ordinal) => inner.GetDateTime(ordinal);

        public override decimal GetDecimal(int ordinal) => inner.GetDecimal(ordinal);

        public override double GetDouble(int ordinal) => inner.GetDouble(ordinal);

        public override System.Collections.IEnumerator GetEnumerator() => inner.GetEnumerator();

        public override Type GetFieldType(int ordinal) => inner.GetFieldType(ordinal);

        public override float GetFloat(int ordinal) => inner.GetFloat(ordinal);

        public override Guid GetGuid(int ordinal) => inner.GetGuid(ordinal);

        public override short GetInt16(int ordinal) => inner.GetInt16(ordinal);

        public override int GetInt32(int ordinal) => inner.GetInt32(ordinal);

        public override long GetInt64(int ordinal) => inner.GetInt64(ordinal);

        public override int GetOrdinal(string name) => inner.GetOrdinal(name);

        public override string GetString(int ordinal) => inner.GetString(ordinal);

        public override int GetValues(object[] values) => inner.GetValues(values);

        public override bool IsDBNull(int ordinal) => inner.IsDBNull(ordinal);

        public override bool NextResult() => false;
    }
}
