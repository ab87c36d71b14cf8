using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using MlDsl.Contracts;
using MlDsl.Json;

namespace MlDsl.EndToEnd.Tests.Contracts;

/// <summary>A contract is held on every way by which values come, with the same words and the same counts.</summary>
public sealed class ContractTests
{
    private const string Header = "Number,Miles,Pounds,Zone,By,Code,Items,Sent,Arrived,Price";
    private const string Good = "1,10,5,N,Post,AB1,2,2024-02-01,2024-02-03,20";

    // Miles above, Pounds above, By not listed, Code of another form, Price above, and a relation that only counts.
    private const string Mended = "2,-3,80,S,Bike,none,100,2024-02-01,2024-02-01,2000";
    private const string Missing = "3,0,,N,Courier,,1,2024-02-01,2024-02-02,5";

    private static readonly (string Rule, long Count)[] Counts =
    [
        ("Miles: Range(0, 500)", 1), ("Pounds: Range(0, 70)", 1), ("Pounds: NotNull", 1), ("Zone: Values(\"N\", \"S\")", 0), ("By: Values(Post, Courier)", 1), ("Code: Pattern(\"[A-Z]{2}[0-9]+\")", 1),
        ("Items: Range(1, Infinity)", 0), ("Sent: Range(\"2024-01-01\", \"2024-12-31\")", 0), ("Arrived: Range(\"2024-01-01\", \"\")", 0), ("Price: Range(0, 1000)", 1),
        ("Sent, Arrived: Relation InOrder(Sent, Arrived)", 0), ("Miles, Items: Relation Plausible(Miles, Items)", 1),
    ];

    [Fact]
    public void EverySourceLetsTheSameThrough()
    {
        using var csv = new TemporaryText($"{Header}\n{Good}\n{Mended}\n{Missing}\n");
        using var json = new TemporaryText(string.Join('\n', new[] { Good, Mended, Missing }.Select(Json)));
        Parcel[] made = [.. new[] { Good, Mended, Missing }.Select(Made)];
        foreach (Dataset<Parcel> data in (Dataset<Parcel>[])
        [
            Dataset<Parcel>.FromCsv(csv.Path), Dataset<Parcel>.FromCsv(csv.Path, new CsvOptions { HoldBytes = 0 }), Dataset<Parcel>.FromJsonLines(json.Path),
            Dataset<Parcel>.FromRows(made), Dataset<Parcel>.FromRows(made.Select(static p => p)), Dataset<Parcel>.FromRows(Stream(made)),
        ])
        {
            Parcel[] rows = [.. data.Rows];
            Assert.Equal([made[0], made[1] with { Miles = 0, Pounds = null, Code = null }, made[2]], rows);
            Assert.Equal(Counts, data.ContractCounts().Select(static c => (c.Rule.ToString(), c.Count)));
            Assert.Equal([Breach.Clip, Breach.AsMissing, Breach.Count], data.ContractCounts().Take(3).Select(static c => c.Rule.Policy));
        }
        // What code made stays as it was.
        Assert.Equal(-3, made[1].Miles);
    }

    [Theory]
    [InlineData("1,10,5,W,Post,AB1,2,2024-02-01,2024-02-03,20", "line 3, column 8", "'W' breaks [Values(\"N\", \"S\")] in column 'Zone' (Parcel.Zone)", "'Parcel.Zone' is 'W', which breaks [Values(\"N\", \"S\")]")]
    [InlineData("1,10,5,N,Post,AB1,0,2024-02-01,2024-02-03,20", "line 3, column 19", "'0' breaks [Range(1, Infinity)] in column 'Items' (Parcel.Items)", "'Parcel.Items' is '0', which breaks [Range(1, Infinity)]")]
    [InlineData("1,10,5,N,Post,AB1,2,2023-12-31,2024-02-03,20", "line 3, column 21", "breaks [Range(\"2024-01-01\", \"2024-12-31\")] in column 'Sent' (Parcel.Sent)", "which breaks [Range(\"2024-01-01\", \"2024-12-31\")]")]
    [InlineData("1,10,5,N,Post,AB1,2,2024-02-02,2024-02-01,20", "line 3, column 21", "the row breaks [Relation] InOrder(Sent, Arrived) in column 'Sent' (Parcel.Sent)", "'Parcel.Sent' stands in a row that breaks [Relation] InOrder(Sent, Arrived)")]
    public void WhatIsRefusedIsToldWithItsPlace(string line, string place, string problem, string made)
    {
        using var csv = new TemporaryText($"{Header}\n{Good}\n{line}\n{Good}\n");
        DataFormatException refused = Assert.Throws<DataFormatException>(() => Dataset<Parcel>.FromCsv(csv.Path).Rows.ToList());
        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("or set another Policy on the attribute", refused.Message, StringComparison.Ordinal);

        var skipping = Dataset<Parcel>.FromCsv(csv.Path, new CsvOptions { BadRows = BadRowPolicy.Skip });
        Assert.Equal(2, skipping.Rows.Count());
        Assert.Equal(1, skipping.SkippedRows.Count);

        using var json = new TemporaryText($"{Json(Good)}\n{Json(line)}\n");
        refused = Assert.Throws<DataFormatException>(() => Dataset<Parcel>.FromJsonLines(json.Path).Rows.ToList());
        Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);

        InvalidValueException wrong = Assert.Throws<InvalidValueException>(() => Dataset<Parcel>.FromRows([Made(Good), Made(line)]).Rows.ToList());
        Assert.Contains($"row 1 of the sequence for Dataset<Parcel>.FromRows: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(made, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequestsAreHeldAsTheyAreRead()
    {
        var format = new JsonRowFormat(Parcel.Schema.Inputs);
        Parcel.Input input = Read(format, """{"miles":900,"pounds":99,"zone":"N","by":"Bike","code":"none","items":2}""");
        Assert.Equal((500f, null, null, Carrier.Bike), (input.Miles, input.Pounds, input.Code, input.By));
        JsonRowException refused = Assert.Throws<JsonRowException>(() => Read(format, """{"miles":1,"pounds":9,"zone":"W","by":"Bike","items":2}"""));
        Assert.Equal(("zone", JsonRowProblem.Value), (refused.Column, refused.Problem));
        Assert.Contains("'zone' is 'W', which breaks [Values(\"N\", \"S\")]", refused.Message, StringComparison.Ordinal);
        // Rows that were made up for a model's file are not.
        Assert.Equal("W", Read(new JsonRowFormat(Parcel.Schema.Inputs) { AreMadeUp = true }, """{"miles":1,"pounds":9,"zone":"W","by":"Bike","items":2}""").Zone);
    }

    [Fact]
    public void WhatRequestsBreakIsMetered()
    {
        var told = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => { if (instrument.Meter.Name == "MlDsl.Contracts") listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => told.Add($"{instrument.Name} {count} {string.Join(' ', tags.ToArray().Select(static t => t.Value))}"));
        listener.Start();
        Read(new JsonRowFormat(Parcel.Schema.Inputs), """{"miles":0,"pounds":null,"zone":"N","by":"Bike","items":200}""");
        Assert.Equal(
            ["mldsl.contract.breaches 1 Parcel By: Values(Post, Courier)", "mldsl.contract.breaches 1 Parcel Miles, Items: Relation Plausible(Miles, Items)", "mldsl.contract.breaches 1 Parcel Pounds: NotNull"],
            told.Where(static t => t.Contains(" Parcel ", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void InputsOfCodeAreHeldWhenAsked()
    {
        var input = new Parcel.Input { Miles = 900, Pounds = 99, Zone = "S", By = Carrier.Post, Code = "AB12", Items = 1 };
        Parcel.Input held = input.HeldToContract();
        Assert.Equal((500f, null, "AB12", 1), (held.Miles, held.Pounds, held.Code, held.Items));
        InvalidValueException refused = Assert.Throws<InvalidValueException>(() => new Parcel.Input { Miles = 1, Zone = "S", By = Carrier.Post, Items = -1 }.HeldToContract());
        Assert.Equal("Items", refused.Column);
        Assert.Contains("'Items' is '-1', which breaks [Range(1, Infinity)]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesAndStructsAreCopied()
    {
        var crate = new Crate { Weight = 11, Price = 1, Origin = this };
        Crate held = Assert.Single(Dataset<Crate>.FromRows([crate]).Rows);
        Assert.Equal((10f, this, 11f), (held.Weight, held.Origin, crate.Weight));
        Assert.Equal([new Letter(0, 1), new Letter(5, 1)], Dataset<Letter>.FromRows([new Letter(-1, 1), new Letter(5, 1)]).Rows);
        Assert.Equal(0, Assert.Single(Dataset<Letter>.FromRows([new Letter(float.NegativeInfinity, 1)]).Rows).Weight);
    }

    // It is no number that could be moved into the range: whatever it became would be made up.
    [Fact]
    public void NotANumberIsNotClipped()
    {
        InvalidValueException refused = Assert.Throws<InvalidValueException>(() => Dataset<Letter>.FromRows([new Letter(float.NaN, 1)]).Rows.ToList());
        Assert.Contains("'Letter.Weight' is 'NaN', which breaks [Range(0, 10)] and has no nearest value within it", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidValueException>(() => new Letter.Input { Weight = float.NaN }.HeldToContract());
        // Where it may be missing, it is.
        var parcel = new Parcel.Input { Miles = 1, Pounds = double.NaN, Zone = "S", By = Carrier.Post, Items = 1 };
        Assert.Null(parcel.HeldToContract().Pounds);
    }

    [Fact]
    public void ValuesThatAreNotUniqueAreTold()
    {
        DateTime now = DateTime.UtcNow;
        Stamp[] same = [new() { Key = "a", Serial = 1, At = now.AddHours(-3) }, new() { Key = null, Serial = 2, At = now.AddHours(-2) }, new() { Key = null, Serial = 1, At = now.AddHours(-1) }, new() { Key = "b", Serial = 3, At = now }];
        var counted = Dataset<Stamp>.FromRows(same);
        Assert.Equal([("Key: Unique", 0), ("Serial: Unique", 1), ("At: Fresh(\"2d\")", 0)], counted.ContractCounts().Select(static c => (c.Rule.ToString(), c.Count)));
        Assert.Equal(3, counted.SplitByTime(validation: 0, test: 0.25).Train.Count);

        DataFormatException refused = Assert.Throws<DataFormatException>(() => Dataset<Stamp>.FromRows([.. same, new() { Key = "b", Serial = 4, At = now }]).SplitByTime(validation: 0, test: 0.25));
        Assert.Contains("the rows 3 and 4, counted from 0, have the same 'Stamp.Key', which is [Unique]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsThatAreTooOldAreTold()
    {
        Stamp[] old = [new() { Key = "a", Serial = 1, At = new DateTime(2024, 2, 29, 10, 0, 0) }];
        DataFormatException refused = Assert.Throws<DataFormatException>(() => Dataset<Stamp>.FromRows(old).Rows.ToList());
        Assert.Contains("the newest row is of 2024-02-29 10:00:00, and 'Stamp.At' is [Fresh(\"2d\")]", refused.Message, StringComparison.Ordinal);
        Assert.Equal("At", refused.Member);
        Assert.Empty(Dataset<Stamp>.FromRows([]).Rows);
    }

    // A contract is no part of a schema, and a model learns what it lets through.
    [Fact]
    public void AModelLearnsWhatIsLetThrough()
    {
        Parcel[] rows = [.. Enumerable.Range(0, 300).Select(static i => Made(Good) with { Number = i, Miles = i % 7 == 0 ? 900 : i % 50, Price = i % 50 })];
        ParcelModel model = ParcelModel.Fit(Dataset<Parcel>.FromRows(rows).SplitRandom(validation: 0, test: 0, seed: 1).Train);
        ParcelModel clipped = ParcelModel.Fit(Dataset<Parcel>.FromRows(rows.Select(static r => r with { Miles = Math.Min(r.Miles, 500) }).ToArray()).SplitRandom(validation: 0, test: 0, seed: 1).Train);
        Parcel.Input input = rows[1].ToInput();
        Assert.Equal(clipped.Predict(input), model.Predict(input));
        Assert.DoesNotContain("Range", string.Concat(Parcel.Schema.Columns.Select(static c => c.ToString())), StringComparison.Ordinal);
    }

    private static Parcel.Input Read(JsonRowFormat format, string json) => JsonRows.Only(format, Encoding.UTF8.GetBytes(json), static (ref JsonFields fields) => ReadJson<Parcel, Parcel.Input>(ref fields));

    private static TInput ReadJson<TRow, TInput>(ref JsonFields fields) where TRow : IFeatureRow<TRow, TInput> where TInput : struct => TRow.ReadJson(ref fields);

    private static Parcel Made(string line)
    {
        string[] f = line.Split(',');
        return new Parcel
        {
            Number = long.Parse(f[0], CultureInfo.InvariantCulture),
            Miles = float.Parse(f[1], CultureInfo.InvariantCulture),
            Pounds = f[2].Length == 0 ? null : double.Parse(f[2], CultureInfo.InvariantCulture),
            Zone = f[3],
            By = Enum.Parse<Carrier>(f[4]),
            Code = f[5].Length == 0 ? null : f[5],
            Items = int.Parse(f[6], CultureInfo.InvariantCulture),
            Sent = DateOnly.Parse(f[7], CultureInfo.InvariantCulture),
            Arrived = DateOnly.Parse(f[8], CultureInfo.InvariantCulture),
            Price = float.Parse(f[9], CultureInfo.InvariantCulture),
        };
    }

    private static string Json(string line)
    {
        string[] names = Header.Split(','), values = line.Split(',');
        return $"{{{string.Join(",", names.Zip(values).Where(static p => p.Second.Length > 0).Select(static p => p.First is "Zone" or "By" or "Code" or "Sent" or "Arrived" ? $"\"{p.First}\":\"{p.Second}\"" : $"\"{p.First}\":{p.Second}"))}}}";
    }

    private static async IAsyncEnumerable<Parcel> Stream(Parcel[] rows)
    {
        await Task.Yield();
        foreach (Parcel row in rows) yield return row;
    }
}
