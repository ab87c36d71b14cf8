using System.Globalization;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Tests.Data;

/// <summary>What an independent writer writes is read back as it was.</summary>
public sealed class CsvPropertyTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(static s => Valid(s.Get)),
        Gen.ArrayOf(Gen.Elements('a', '"', ',', '\n', '\r', ' ', '\t', 'ä', '\u2028', ';')).Select(static c => new string(c)));

    private static readonly Gen<Record> Records =
        from text in Texts
        from number in ArbMap.Default.GeneratorFor<NormalFloat>()
        from count in ArbMap.Default.GeneratorFor<int?>()
        from flag in ArbMap.Default.GeneratorFor<bool>()
        from day in ArbMap.Default.GeneratorFor<DayOfWeek>()
        from when in ArbMap.Default.GeneratorFor<DateTimeOffset>()
        select new Record(text, number.Get, count, flag, day, when);

    [Theory]
    [InlineData("\n", ',')]
    [InlineData("\r\n", ';')]
    [InlineData("\r\n", '\t')]
    public void ReadsBackWhatCsvHelperWrites(string newLine, char separator) => Prop.ForAll(
        Arb.From(Gen.ArrayOf(Records)),
        records =>
        {
            using var file = new TemporaryFile(Write(records, newLine, separator));
            Assert.Equal(records, Dataset<Record>.FromCsv(file.Path, new CsvOptions { Separator = separator }).Rows);
        }).Check(Draws.Of());

    [Fact]
    public void NeverFailsButWithItsOwnException() => Prop.ForAll(
        Arb.From(Gen.ArrayOf(Gen.Elements("a"u8.ToArray(), "\""u8.ToArray(), ","u8.ToArray(), "\n"u8.ToArray(), "\r\n"u8.ToArray(), " "u8.ToArray(), "1"u8.ToArray(), "#"u8.ToArray(), [0xFF], [0])).Select(static p => p.SelectMany(static b => b).ToArray())),
        static bytes =>
        {
            using var file = new TemporaryFile([.. "text,number\n"u8, .. bytes]);
            Exception? problem = Xunit.Record.Exception(() =>
                Dataset<Note>.FromCsv(file.Path, new CsvOptions { HoldBytes = 0, Comment = "#", Trim = true }).Count());
            Assert.True(problem is null or DataFormatException, problem?.ToString());
        }).Check(Draws.Of());

    private static string Valid(string text) => new([.. text.Where(static c => !char.IsSurrogate(c))]);

    private static byte[] Write(Record[] records, string newLine, char separator)
    {
        using var stream = new MemoryStream();
        using (CsvWriter writer = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = newLine, Separator = separator }, leaveOpen: true))
        {
            foreach (string name in new[] { "text", "number", "count", "flag", "day", "when" }) writer.WriteField(name);
            writer.EndRecord();
            foreach (Record record in records)
            {
                writer.WriteField(record.Text, record.Text.Length == 0 ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
                writer.WriteField(record.Number.ToString("R", CultureInfo.InvariantCulture));
                writer.WriteField(record.Count?.ToString(CultureInfo.InvariantCulture) ?? "");
                writer.WriteField(record.Flag);
                writer.WriteField(record.Day.ToString());
                writer.WriteField(record.When.ToString("O", CultureInfo.InvariantCulture));
                writer.EndRecord();
            }
        }
        return stream.ToArray();
    }

    private sealed record Record(string Text, double Number, int? Count, bool Flag, DayOfWeek Day, DateTimeOffset When) : IRow<Record>
    {
        public static DatasetSchema Schema { get; } = Schemas.Of(
            "Record", ("text", "Text", "string"), ("number", "Number", "double"), ("count", "Count", "int?"), ("flag", "Flag", "bool"), ("day", "Day", "DayOfWeek"), ("when", "When", "DateTimeOffset"));

        public static Record Read(ref FieldReader fields) => new(
            fields.Text(0), fields.Number<double>(1), fields.NumberOrNull<int>(2), fields.Flag(3), fields.Enumeration<DayOfWeek>(4), fields.DateTimeOffset(5));

        public static void Hash(Record row, ref RowHash hash) => hash.Add(row.Text);
    }
}
