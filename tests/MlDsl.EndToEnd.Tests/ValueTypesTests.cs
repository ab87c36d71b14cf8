using System.Text.Json;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Characters, unique identifiers, times of day and durations: from rows, files, JSON and model files the same.</summary>
[Collection(Alone.Name)]
public sealed class ValueTypesTests
{
    private static readonly Guid[] Offices = [new("01234567-89ab-cdef-0123-456789abcdef"), new("ffffffff-0000-0000-0000-000000000001")];
    internal static readonly Call[] Calls = [.. Enumerable.Range(0, 400).Select(Row)];
    private static readonly Split<Call> Split = Dataset<Call>.FromRows(Calls).SplitByGroup(0.2, 0.2, 1);
    private static readonly CallModel Model = CallModel.Fit(Split.Train);

    private static Guid Made(int i) => new(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private static Call Row(int i) => new()
    {
        Key = Made(i),
        Caller = Made(i % 40),
        Line = "AB é"[i % 4],
        Office = i % 3 == 2 ? null : Offices[i % 3],
        At = new TimeOnly(i % 24, i % 60),
        Waited = i % 5 == 0 ? null : TimeSpan.FromMinutes(i % 90),
        Minutes = (i % 4 * 3) + (i % 3) + (float)Math.Sin(2 * Math.PI * (i % 24 + i % 60 / 60.0) / 24) + (i % 5 == 0 ? 0 : i % 90 / 60f),
    };

    [Fact]
    public void TheModelFindsWhatTheyTell()
    {
        Assert.All(Calls, static call => Assert.Equal(call.Minutes, Model.Predict(call.ToInput()), 0.05f));
        DynamicModel dynamic = DynamicModel.Load(DynamicModelTests.Saved(Model.Save));
        Assert.All(Calls, call =>
        {
            DynamicRow row = dynamic.NewRow().Set("Line", call.Line.ToString()).Set("Office", call.Office?.ToString("B").ToUpperInvariant()).Set("At", call.At).Set("Waited", call.Waited);
            Assert.Equal(Model.Predict(call.ToInput()), dynamic.Predict(row).Value);
        });
        FeaturePlan learned = Model.Plan;
        Assert.Equal(["Line= ", "Line=A", "Line=B", "Line=é"], learned.FeatureNames.Where(static n => n.StartsWith("Line=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("Office=01234567-89ab-cdef-0123-456789abcdef", learned.FeatureNames);
        Assert.Contains("At.Hour sin", learned.FeatureNames);
        Assert.DoesNotContain(Call.Schema.Inputs, static c => c.Member is "Key" or "Caller");
    }

    [Fact]
    public void OfAColumnThatOnlyMethodsTakeNoValueIsKnownToBeFree() => Assert.StartsWith(
        "'Waited' may be missing, and only feature methods take it: a model keeps what columns with a feature kind held",
        Assert.Throws<OnnxExportException>(static () => Model.ExportOnnx(new OnnxExportOptions { Nulls = ExportNulls.Sentinel })).Message, StringComparison.Ordinal);

    [Fact]
    public void NoCallerIsOnBothSides() =>
        Assert.Empty(Split.Train.Rows.Select(static c => c.Caller).Intersect(Split.Validation.Rows.Select(static c => c.Caller)));

    [Fact]
    public void FilesJsonAndModelFilesSayTheSame()
    {
        using var saved = new TemporaryText("");
        Model.Save(saved.Path);
        CallModel loaded = CallModel.Load(saved.Path);
        using var file = new TemporaryText("Key,Caller,Line,Office,At,Waited,Minutes\n" + string.Concat(Calls.Select(static (c, i) =>
            FormattableString.Invariant($"{c.Key:N},{c.Caller:B},\"{c.Line}\",{c.Office},{(i % 2 == 0 ? c.At.ToString("H:mm", null) : c.At.ToString("O", null))},{Waited(c.Waited, i)},{c.Minutes:R}\n"))));
        Call[] read = [.. Dataset<Call>.FromCsv(file.Path).Rows];

        Assert.Equal(Calls, read);
        foreach (Call call in read)
        {
            Call.Input input = call.ToInput();
            Assert.Equal(Model.Predict(in input), loaded.Predict(in input));
            Assert.Equal(Model.Predict(in input), loaded.Predict(JsonSerializer.Deserialize<Call.Input>(JsonSerializer.Serialize(input))));
        }
    }

    private static string Waited(TimeSpan? value, int i) =>
        value is not { } time ? "" : (i % 3) switch { 0 => time.ToString("c"), 1 => time.ToString(@"h\:mm", null), _ => System.Xml.XmlConvert.ToString(time) };

    [Theory]
    [InlineData("1", "A", "9:30", "0:05", "'1' is not a Guid in column 'Caller' (Call.Caller); write it as 01234567")]
    [InlineData("", "A", "9:30", "0:05", "the value is missing in column 'Caller'")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "AB", "9:30", "0:05", "'AB' is not one character in column 'Line' (Call.Line); correct it, or declare the property as 'string'")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "A", "24:00", "0:05", "'24:00' is not a time of day in column 'At'")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "A", "9:30 PM", "0:05", "'9:30 PM' is not a time of day in column 'At'")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "A", "9:30", "90", "'90' is not a duration in column 'Waited' (Call.Waited); write 1:30")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "A", "9:30", "P1M", "'P1M' is not a duration in column 'Waited'")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "A", "9:30", "25:00", "'25:00' is not a duration in column 'Waited'")]
    public void AWrongTextIsNamed(string caller, string line, string at, string waited, string message)
    {
        using var file = new TemporaryText($"Key,Caller,Line,Office,At,Waited,Minutes\n{Offices[0]},{caller},{line},,{at},{waited},1\n");
        string said = Assert.Throws<DataFormatException>(() => Dataset<Call>.FromCsv(file.Path).Count()).Message;
        Assert.Contains("line 2, column ", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public void CategoriesAllocateNothing()
    {
        Call.Input[] inputs = [.. Calls.Select(static c => c.ToInput())];
        int i = 0;
        Allocations.AssertNone(() => Model.Predict(in inputs[i++ % inputs.Length]), 10_000, 10_000);
    }
}
