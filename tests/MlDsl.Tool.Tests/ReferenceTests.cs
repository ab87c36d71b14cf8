using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Testing;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl reference</c>: the file that a service's own code would write of the same rows, and what is refused.</summary>
public sealed class ReferenceTests : IDisposable
{
    private const string Trip = """
        [Dataset]
        public partial record Trip
        {
            [Id] public required string Number { get; init; }
            [EventTime] public DateTime Begun { get; init; }
            public float? Miles { get; init; }
            public string? Payment { get; init; }
            [Sensitive] public string? Sex { get; init; }
            public bool IsNight { get; init; }
            [Text] public string? Note { get; init; }
            [Label] public float Fare { get; init; }
        }
        """;

    private static readonly Ride[] Rides = [.. Enumerable.Range(0, 4000).Select(static i => new Ride(
        new DateTime(2026, 1, 1).AddHours(i),
        i % 50 == 0 ? null : 1 + (i * 7919 % 1000 / 100f),
        i % 3 == 0 ? "cash" : i % 7 == 0 ? null : "card",
        i % 2 == 0 ? "f" : "m",
        i % 4 == 0,
        5 + (i * 104729 % 997 / 10f)))];

    private readonly CodeFolder folder = new();

    public ReferenceTests() => folder.Write("Trip.cs", Trip);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ItIsTheFileThatTheServicesOwnCodeWrites()
    {
        await Ran(0, "reference", Csv(), folder["tool.reference"], "--record", folder["Trip.cs"], "--prediction", "Said", "--unit", "Miles=mi");
        var watched = WatchedColumns<Ride, float>.None
            .Number("Miles", static ride => ride.Miles ?? float.NaN, unit: "mi")
            .Category("Payment", static ride => ride.Payment)
            .Category("Sex", static ride => ride.Sex, isSensitive: true)
            .Category("IsNight", static ride => ride.IsNight ? "true" : "false")
            .At(static ride => new DateTimeOffset(ride.Begun, TimeSpan.Zero))
            .Prediction(static said => said);
        watched.Reference(new Sayer(), Rides).Save(folder["code.reference"]);
        Assert.Equal(File.ReadAllBytes(folder["code.reference"]), File.ReadAllBytes(folder["tool.reference"]));

        // And the service takes it, while other columns are refused by name.
        ReferenceProfile profile = watched.Load(folder["tool.reference"]).Profile;
        Assert.Equal((4000, 4, 1), (profile.Rows, profile.Columns.Length, profile.Scores.Length));
        Assert.NotEmpty(profile.Blocks);
        Assert.Contains("'Miles'", Assert.Throws<ModelFileException>(() => WatchedColumns<Ride, float>.None.Number("Kilometres", static ride => ride.Miles ?? 0).Load(folder["tool.reference"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryReaderGivesTheSameBytes()
    {
        FileTable table = FileTable.Read(Csv(), new SaidShape(null, null, null), int.MaxValue);
        TypedFiles.WriteSqlite(folder["rides.db"], "rides", table);
        File.WriteAllLines(folder["rides.jsonl"], Rides.Select(static ride => JsonSerializer.Serialize(new { ride.Begun, ride.Miles, ride.Payment, ride.Sex, ride.IsNight, ride.Said })));
        byte[]? first = null;
        foreach (string file in (string[])["rides.csv", "rides.db", "rides.jsonl"])
        {
            await Ran(0, "reference", folder[file], folder["one.reference"], "--record", folder["Trip.cs"], "--prediction", "Said");
            byte[] bytes = File.ReadAllBytes(folder["one.reference"]);
            Assert.True(bytes.AsSpan().SequenceEqual(first ??= bytes), file);
        }
    }

    [FactWith("adult.csv")]
    public async Task InputsOfModelFilesAreWatched()
    {
        using JsonDocument inspected = JsonDocument.Parse((await Ran(0, "inspect", TestData.Model("mlnet/bike-fasttree.zip"), "--json")).Output);
        string[] inputs = [.. inspected.RootElement.GetProperty("inputs").EnumerateObject().Select(static input => input.Name)];
        File.WriteAllLines(folder["bikes.csv"], [string.Join(',', inputs), .. Enumerable.Range(0, 1200).Select(i => string.Join(',', inputs.Select((_, place) => ((i * (place + 3) % 17) + 0.5).ToString(CultureInfo.InvariantCulture))))]);
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "reference", folder["bikes.csv"], folder["bikes.reference"], "--model", TestData.Model("mlnet/bike-fasttree.zip"), "--json")).Output);
        Assert.Equal(inputs, said.RootElement.GetProperty("columns").EnumerateArray().Select(static column => column.GetProperty("name").GetString()!));
        Assert.Contains("'features'", (await Ran(2, "reference", folder["bikes.csv"], folder["x.reference"], "--model", TestData.Model("xgboost-100x6.json"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItIsToldAndInspected()
    {
        Answer made = await Ran(0, "reference", Csv(), folder["fare.reference"], "--record", folder["Trip.cs"]);
        Assert.Contains(".Number(\"Miles\", static row => row.Miles)", made.Output, StringComparison.Ordinal);
        Assert.Contains(".Category(\"Sex\", static row => row.Sex, isSensitive: true)", made.Output, StringComparison.Ordinal);
        Assert.Contains("'Note' is [Text]", made.Error, StringComparison.Ordinal);
        Assert.Contains("what the model said is not in it", made.Error, StringComparison.Ordinal);
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "inspect", folder["fare.reference"], "--json")).Output);
        Assert.Equal((4000, "reference"), (said.RootElement.GetProperty("reference").GetProperty("rows").GetInt32(), said.RootElement.GetProperty("file").GetProperty("format").GetString()));
        Assert.Contains("Category, 2 bins, 0 missing, 0 without a bin, sensitive", said.RootElement.GetProperty("reference_columns").GetProperty("Sex").GetString(), StringComparison.Ordinal);
        File.WriteAllBytes(folder["cut.reference"], File.ReadAllBytes(folder["fare.reference"])[..100]);
        Assert.Contains("cut.reference", (await Ran(2, "inspect", folder["cut.reference"])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lacks the columns 'Payment', 'Sex', 'IsNight'", "Begun,Miles\n2026-01-01,1\n2026-01-02,2\n")]
    [InlineData("has one row", "Begun,Miles,Payment,Sex,IsNight\n2026-01-01,1,cash,f,0\n")]
    [InlineData("a header and no rows", "Begun,Miles,Payment,Sex,IsNight\n")]
    [InlineData("has no value in any column that is watched: Miles, Payment, Sex, IsNight", "Begun,Miles,Payment,Sex,IsNight\n2026-01-01,,,,\n2026-01-01,,,,\n")]
    [InlineData("row 2: 'far' of 'Miles' is no number", "Begun,Miles,Payment,Sex,IsNight\n2026-01-01,1,cash,f,0\n2026-01-01,far,cash,f,0\n")]
    [InlineData("row 1: 'maybe' of 'IsNight' is neither true nor false", "Begun,Miles,Payment,Sex,IsNight\n2026-01-01,1,cash,f,maybe\n2026-01-01,2,cash,f,0\n")]
    [InlineData("row 2: 'Begun' has no time", "Begun,Miles,Payment,Sex,IsNight\n2026-01-01,1,cash,f,0\n,2,cash,f,0\n")]
    [InlineData("row 2: 'soon' of 'Begun' is no time", "Begun,Miles,Payment,Sex,IsNight\n2026-01-01,1,cash,f,0\nsoon,2,cash,f,0\n")]
    public async Task RowsThatDoNotFitAreRefusedAndNothingIsWritten(string reason, string rows)
    {
        folder.Write("rows.csv", rows);
        File.WriteAllText(folder["old.reference"], "old");
        Assert.Contains(reason, (await Ran(2, "reference", folder["rows.csv"], folder["old.reference"], "--record", folder["Trip.cs"], "--separator", ",", "--header", "true")).Error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(folder["old.reference"]));
    }

    [Theory]
    [InlineData("is no object", "[1]\n")]
    [InlineData("stands twice", "{\"Miles\":1,\"Miles\":2}\n")]
    [InlineData("rows.jsonl(2)", "{\"Miles\":1}\n{\"Miles\":\n")]
    [InlineData("has no rows", "\n\n")]
    [InlineData("rows.jsonl(1)", "{\"Payment\":\"\\ud800\"}\n")]
    public async Task LinesThatAreNoRowsAreRefused(string reason, string rows)
    {
        folder.Write("rows.jsonl", rows);
        Assert.Contains(reason, (await Ran(2, "reference", folder["rows.jsonl"], folder["new.reference"], "--record", folder["Trip.cs"])).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["new.reference"]));
    }

    [Theory]
    [InlineData("--separator, --comment and --header are for separated values", "--separator", ";")]
    [InlineData("--separator, --comment and --header are for separated values", "--comment", "#")]
    [InlineData("--separator, --comment and --header are for separated values", "--header", "true")]
    [InlineData("is no SQLite database", "--table", "rides")]
    [InlineData("is no SQLite database", "--query", "select * from rides where Miles < 5")]
    public async Task LinesTakeNoOptionsOfOtherFiles(string reason, params string[] options)
    {
        folder.Write("rows.jsonl", "{\"Begun\":\"2026-01-01\",\"Miles\":1,\"Payment\":\"cash\",\"Sex\":\"f\",\"IsNight\":true}\n{\"Miles\":2}\n");
        Assert.Contains(reason, (await Ran(2, ["reference", folder["rows.jsonl"], folder["new.reference"], "--record", folder["Trip.cs"], .. options])).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["new.reference"]));
    }

    [Theory]
    [InlineData("rides.csv")]
    [InlineData("rides.jsonl")]
    public async Task RowsThatAreLeftOutAreSaid(string file)
    {
        Csv();
        File.WriteAllLines(folder["rides.jsonl"], Rides.Select(static ride => JsonSerializer.Serialize(ride)));
        string[] args = ["reference", folder[file], folder["part.reference"], "--record", folder["Trip.cs"]];
        Answer part = await Ran(0, [.. args, "--rows", "1500"]);
        Assert.Contains("of the first 1500 rows: --rows left out the others", part.Error, StringComparison.Ordinal);
        Assert.StartsWith("the first 1500 rows of", part.Output, StringComparison.Ordinal);
        Answer whole = await Ran(0, [.. args, "--json"]);
        Assert.DoesNotContain("left out the others", whole.Error, StringComparison.Ordinal);
        using JsonDocument said = JsonDocument.Parse(whole.Output);
        Assert.True(said.RootElement.GetProperty("all_rows").GetBoolean());
    }

    [Fact]
    public async Task ASampleLiesBesideTheReference()
    {
        string[] args = ["reference", Csv(), folder["fare.reference"], "--record", folder["Trip.cs"], "--sample", folder["fare.rows"]];
        await Ran(0, args);
        ReferenceProfile reference = ReferenceFile.Read(File.ReadAllBytes(folder["fare.reference"]));
        RowSample sample = RowSample.Load(folder["fare.rows"], reference);
        Assert.Equal((4000, true), (sample.Rows, sample.HasDays));
        Assert.Equal<string>(["Miles", "Payment", "IsNight"], sample.Columns);
        await Ran(0, [.. args, "--sample-sensitive"]);
        Assert.Contains("Sex", RowSample.Load(folder["fare.rows"], reference).Columns);
        Assert.Contains("name its file by --sample", (await Ran(2, [.. args[..5], "--sample-sensitive"])).Error, StringComparison.Ordinal);
        Assert.Contains("would be written over", (await Ran(2, [.. args[..5], "--sample", folder["fare.reference"]])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WindowsOfAServiceGiveItsReference()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(static i => (byte)(7 * i))];
        Collect(folder["first"], "1", key);
        File.WriteAllText(folder["key.txt"], Convert.ToBase64String(key) + "\n");
        Answer made = await Ran(0, "reference", folder["first"], folder["tool.reference"], "--key", folder["key.txt"]);
        Assert.Contains(".Number(\"Miles\", static row => row.Miles, unit: \"mi\")", made.Output, StringComparison.Ordinal);
        Assert.Contains(".Category(\"Sex\", static row => row.Sex, isSensitive: true)", made.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder["first/Sayer.reference"]), File.ReadAllBytes(folder["tool.reference"]));

        Assert.Contains("give the key", (await Ran(2, "reference", folder["first"], folder["x.reference"])).Error, StringComparison.Ordinal);
        Assert.Contains("no file with a key", (await Ran(2, "reference", folder["first"], folder["x.reference"], "--key", folder["Trip.cs"])).Error, StringComparison.Ordinal);
        Assert.Contains("leave --record out", (await Ran(2, "reference", folder["first"], folder["x.reference"], "--record", folder["Trip.cs"])).Error, StringComparison.Ordinal);
        Assert.Contains("--key opens windows", (await Ran(2, "reference", Csv(), folder["x.reference"], "--record", folder["Trip.cs"], "--key", folder["key.txt"])).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["x.reference"]));
    }

    [Fact]
    public async Task WindowsThatDoNotGoTogetherAreRefusedByName()
    {
        Directory.CreateDirectory(folder["first"]);
        await Refused("has no windows");
        Collect(folder["first"], "1", []);
        string[] windows = [.. Directory.GetFiles(folder["first"], "*.window").Order(StringComparer.Ordinal)];
        Assert.Equal(2, windows.Length);
        File.Copy(windows[0], folder["first/a-copy.window"]);
        await Refused("is the same window as");
        File.Delete(folder["first/a-copy.window"]);
        Collect(folder["second"], "2", []);
        File.Copy(Directory.GetFiles(folder["second"], "*.window")[0], folder["first/z.window"]);
        await Refused("is of version '2' of the model, not '1'");
        byte[] bytes = File.ReadAllBytes(windows[0]);
        File.WriteAllBytes(folder["first/z.window"], bytes[..(bytes.Length / 2)]);
        await Refused("z.window': The window is cut short, or was changed");

        async Task Refused(string reason)
        {
            Assert.Contains(reason, (await Ran(2, "reference", folder["first"], folder["x.reference"])).Error, StringComparison.Ordinal);
            Assert.False(File.Exists(folder["x.reference"]));
        }
    }

    // What a service leaves behind that keeps its windows; columns are sensitive where there is a key.
    private static void Collect(string path, string version, byte[] key)
    {
        var watched = WatchedColumns<Ride, float>.None.Number("Miles", static ride => ride.Miles ?? float.NaN, unit: "mi").Category("Sex", static ride => ride.Sex, isSensitive: key.Length > 0).Prediction(static said => said);
        using var monitor = new ModelMonitor<Sayer, Ride, float>(watched, new FirstWindows { Folder = path, Windows = 2, Version = version, Key = key, KeepsWindows = true }, new MonitoringOptions { Every = Timeout.InfiniteTimeSpan, Alarms = null });
        for (int window = 0; window < 2; window++)
        {
            Ride[] rides = Rides[(window * 2000)..((window + 1) * 2000)];
            monitor.Watching(new Sayer()).Run(rides, new float[rides.Length]);
            monitor.Close();
        }
        Assert.True(monitor.Collected!.IsWhole);
    }

    [Theory]
    [InlineData("Nothing says what is watched")]
    [InlineData("give one of them", "--record", "Trip.cs", "--model", "m.onnx")]
    [InlineData("does not exist", "--model", "m.onnx")]
    [InlineData("has its reference in it", "--model", "m.mldsl")]
    [InlineData("is no model", "--model", "rides.csv")]
    [InlineData("give --record", "--name", "Trip")]
    [InlineData("--class wants --probability", "--record", "Trip.cs", "--class", "Said")]
    [InlineData("is what a regression says", "--record", "Trip.cs", "--prediction", "Said", "--probability", "Said")]
    [InlineData("no probability, which is from 0 to 1", "--record", "Trip.cs", "--probability", "Said")]
    [InlineData("--sensitive 'Height' is nothing that is watched", "--record", "Trip.cs", "--sensitive", "Height")]
    [InlineData("--unit 'Payment' is of a text", "--record", "Trip.cs", "--unit", "Payment=kg")]
    [InlineData("--unit 'Miles' is no column with its unit", "--record", "Trip.cs", "--unit", "Miles")]
    [InlineData("lacks the column 'Answer'", "--record", "Trip.cs", "--prediction", "Answer")]
    public async Task QuestionsThatCannotBeAnsweredAreRefused(string reason, params string[] options)
    {
        folder.Write("m.mldsl", "x");
        string[] args = ["reference", Csv(), folder["new.reference"], .. options.Select(option => option.Contains('.', StringComparison.Ordinal) ? folder[option] : option)];
        Assert.Contains(reason, (await Ran(2, args)).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["new.reference"]));
    }

    [Fact]
    public async Task NamesOfWhatIsWrittenAreHeld()
    {
        Assert.Contains("does not end in .reference", (await Ran(2, "reference", Csv(), folder["new.bin"], "--record", folder["Trip.cs"])).Error, StringComparison.Ordinal);
        File.Copy(Csv(), folder["rows.reference"]);
        Assert.Contains("would be written over", (await Ran(2, "reference", folder["rows.reference"], folder["rows.reference"], "--record", folder["Trip.cs"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfFewRowsAndOfColumnsWithoutValuesItIsSaid()
    {
        folder.Write("few.csv", "Begun,Miles,Payment,Sex,IsNight\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"2026-01-01,{i % 2},,f,0\n")));
        string error = (await Ran(0, "reference", folder["few.csv"], folder["few.reference"], "--record", folder["Trip.cs"])).Error;
        Assert.Contains("40 rows are few", error, StringComparison.Ordinal);
        Assert.Contains("Payment: no row has a value", error, StringComparison.Ordinal);
        Assert.Contains("Sex: no value is that of 50 rows", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoiseIsOnSensitiveColumnsAndOtherEachTime()
    {
        folder.Write("Quiet.cs", Trip.Replace("[EventTime] ", "", StringComparison.Ordinal));
        string[] counts = new string[8];
        for (int i = 0; i < counts.Length; i++)
        {
            using JsonDocument made = JsonDocument.Parse((await Ran(0, "reference", Csv(), folder["noisy.reference"], "--record", folder["Quiet.cs"], "--noise", "0.05", "--json")).Output);
            Assert.Equal([false, false, true, false], made.RootElement.GetProperty("columns").EnumerateArray().Select(static column => column.TryGetProperty("epsilon", out _)));
            counts[i] = string.Join(' ', ReferenceFile.Read(File.ReadAllBytes(folder["noisy.reference"])).Columns[2].ToCells());
        }
        Assert.True(counts.Distinct().Count() > 1);
        Assert.Contains("sensitive, noise of epsilon 0.05", (await Ran(0, "inspect", folder["noisy.reference"])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blocks of 'Begun' would tell of them; leave --noise out, or watch by a record whose times are not marked [EventTime]", "Trip.cs", "1")]
    [InlineData("blocks of 'Begun' would tell of them; leave --noise out, or --time", "Quiet.cs", "1", "--time", "Begun")]
    [InlineData("none is; name some by --sensitive", "Open.cs", "1")]
    [InlineData("--noise 20 is no epsilon", "Open.cs", "20")]
    public async Task NoiseThatHidesNothingIsRefused(string reason, string record, string noise, params string[] options)
    {
        folder.Write("Quiet.cs", Trip.Replace("[EventTime] ", "", StringComparison.Ordinal));
        folder.Write("Open.cs", Trip.Replace("[EventTime] ", "", StringComparison.Ordinal).Replace("[Sensitive] ", "", StringComparison.Ordinal));
        Assert.Contains(reason, (await Ran(2, ["reference", Csv(), folder["new.reference"], "--record", folder[record], "--noise", noise, .. options])).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["new.reference"]));
    }

    private string Csv()
    {
        var text = new StringBuilder("Begun,Miles,Payment,Sex,IsNight,Said\n");
        foreach (Ride ride in Rides) text.Append(CultureInfo.InvariantCulture, $"{ride.Begun:s},{ride.Miles},{ride.Payment},{ride.Sex},{(ride.IsNight ? 1 : 0)},{ride.Said}\n");
        folder.Write("rides.csv", text.ToString());
        return folder["rides.csv"];
    }

    private static async Task<Answer> Ran(int code, params string[] args)
    {
        Answer answer = await CodeFolder.Run(args);
        Assert.True(answer.Code == code, $"{answer.Code}: {answer.Output}{answer.Error}");
        return answer;
    }

    private sealed record Ride(DateTime Begun, float? Miles, string? Payment, string? Sex, bool IsNight, float Said);

    private sealed class Sayer : IScorer<Ride, float>
    {
        public void Run(in Ride input, out float output) => output = input.Said;

        public void Run(ReadOnlySpan<Ride> inputs, Span<float> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) outputs[i] = inputs[i].Said;
        }

        public ValueTask<float> RunAsync(Ride input, CancellationToken cancellation = default) => ValueTask.FromResult(input.Said);
    }
}
