using System.Text.Json;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A vector is as many columns as it has elements: to the bit what a data set with a column per element gives.</summary>
public sealed class VectorTests
{
    internal static readonly Song[] Songs = [.. Enumerable.Range(0, 600).Select(Row)];
    private static readonly Split<Song> Split = Dataset<Song>.FromRows(Songs).SplitRandom(0.2, 0.2, 1);
    private static readonly SongModel Model = SongModel.Fit(Split.Train);

    private static Song Row(int i) => new()
    {
        Timbre = [i % 7, i * 0.25f % 11, -i % 5],
        Beat = new[] { i % 4 == 0 ? float.NaN : i % 90, i % 9 == 0 ? float.NaN : i % 13 },
        Counts = i % 10 == 0 ? null : [i % 6 == 0 ? null : i % 17, i % 23],
        Level = [i % 3 * 0.1, 1e-3 * (i % 8)],
        Raw = [i % 29, 5 * i % 31],
        Fame = i % 7 + (i % 13) * 0.5f + (i % 23 > 10 ? 4 : 0),
    };

    private static FlatSong Flat(Song song) => new()
    {
        Timbre0 = song.Timbre[0],
        Timbre1 = song.Timbre[1],
        Timbre2 = song.Timbre[2],
        Beat0 = Given(song.Beat.Span[0]),
        Beat1 = Given(song.Beat.Span[1]),
        Counts0 = song.Counts?[0],
        Counts1 = song.Counts?[1],
        Level0 = song.Level[0],
        Level1 = song.Level[1],
        Raw0 = song.Raw[0],
        Raw1 = song.Raw[1],
        Fame = song.Fame,
    };

    private static float? Given(float value) => float.IsNaN(value) ? null : value;

    [Fact]
    public void IsAsManyColumns()
    {
        FlatSongModel flat = FlatSongModel.Fit(Dataset<FlatSong>.FromRows(Songs.Select(Flat)).SplitRandom(0.2, 0.2, 1).Train);
        FeaturePlan learned = Model.Plan, flatLearned = flat.Plan;

        Assert.Equal(flatLearned.Width, learned.Width);
        Assert.Equal(flatLearned.FeatureNames, learned.FeatureNames.Select(static n => n.Replace("[0]", "0", StringComparison.Ordinal).Replace("[1]", "1", StringComparison.Ordinal).Replace("[2]", "2", StringComparison.Ordinal)));
        Assert.Equal(["Timbre", "Beat", "Counts", "Level", "Loudness", "Kept"], learned.Encodings.Select(static e => e.Column));
        Assert.All(Songs, song => Assert.Equal(flat.Predict(Flat(song).ToInput()), Model.Predict(song.ToInput())));
    }

    [Fact]
    public void AFileRunsWithoutTheType()
    {
        DynamicModel model = DynamicModel.Load(DynamicModelTests.Saved(Model.Save));
        Assert.All(Songs, song => Assert.Equal(Model.Predict(song.ToInput()), model.Predict(model.NewRow()
            .Set("Timbre", song.Timbre).Set("Beat", song.Beat.ToArray()).Set("Counts", song.Counts is null ? null : [.. song.Counts.Select(static c => c ?? float.NaN)])
            .Set("Level", [.. song.Level.Select(static l => (float)l)]).Set("Loudness", SongFeatures.Loudness(song.Timbre, song.Raw)).Set("Kept", [.. song.Raw.Select(static r => (float)r)])).Value));
        Assert.Contains("'Timbre' is 'float[]', and a vector of 2 numbers", Assert.ThrowsAny<ArgumentException>(() => model.NewRow().Set("Timbre", [1f, 2f])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExportRunsOnOnnxRuntime()
    {
        DynamicModel model = DynamicModel.Load(DynamicModelTests.Saved(Model.Save));
        DynamicRow[] rows = [.. Songs.Select(song => model.NewRow()
            .Set("Timbre", song.Timbre).Set("Beat", song.Beat.ToArray()).Set("Counts", song.Counts is null ? null : [.. song.Counts.Select(static c => c ?? float.NaN)])
            .Set("Level", [.. song.Level.Select(static l => (float)l)]).Set("Loudness", SongFeatures.Loudness(song.Timbre, song.Raw)).Set("Kept", [.. song.Raw.Select(static r => (float)r)]))];
        using var exported = new ExportedModel(Model.ExportOnnx(), model.Plan);
        float[] found = Assert.IsType<float[]>(exported.Run([.. rows.Select(static row => row.Values)])["prediction"]);
        for (int i = 0; i < rows.Length; i++)
        {
            float expected = Model.Predict(Songs[i].ToInput());
            Assert.InRange(found[i], expected - 1e-4f, expected + 1e-4f);
        }
    }

    [Fact]
    public void StandardisesEachElementAsItsFormulaSays()
    {
        Song[] train = [.. Split.Train.Rows];
        for (int i = 0; i < 3; i++)
        {
            double mean = train.Average(s => (double)s.Timbre[i]), deviation = Math.Sqrt(train.Average(s => Math.Pow(s.Timbre[i] - mean, 2)));
            Assert.Equal(mean, Model.Learned.Timbre.Elements[i].Offset, 1e-6);
            Assert.Equal(1 / deviation, Model.Learned.Timbre.Elements[i].Factor, 1e-6);
        }
    }

    [Fact]
    public void IsOneColumnOfTheImportance()
    {
        var importance = Model.Importance(Split.Validation).ToDictionary(static i => i.Column, static i => i.Increase.Value);

        Assert.Equal(["Beat", "Counts", "Level", "Timbre", "raw"], importance.Keys.Order(StringComparer.Ordinal));
        Assert.True(importance["Timbre"] > importance["Level"], $"Timbre {importance["Timbre"]}, Level {importance["Level"]}");
    }

    [Fact]
    public void IsTheSameFromAModelFileAndFromJson()
    {
        using var file = new TemporaryText("");
        Model.Save(file.Path);
        SongModel loaded = SongModel.Load(file.Path);
        foreach (Song song in Songs.Where(static s => !float.IsNaN(s.Beat.Span[0]) && !float.IsNaN(s.Beat.Span[1])))
        {
            Song.Input input = song.ToInput();
            Assert.Equal(Model.Predict(in input), loaded.Predict(in input));
            Assert.Equal(Model.Predict(in input), loaded.Predict(JsonSerializer.Deserialize<Song.Input>(JsonSerializer.Serialize(input))));
        }
        Assert.Contains(Song.Schema.Columns, static c => c.ToString() == "raw:System.Collections.Generic.List<long>:None:Length=2");
        Assert.Contains(Song.Schema.Columns, static c => c.ToString() == "Timbre:float[]:None:Numeric(Scale=Standard,Impute=None,Constant=0,Indicator=False,Bins=0,Min=-Infinity,Max=Infinity,Length=3)");
    }

    [Fact]
    public void SharesTheArrayWithTheRow() => Assert.Same(Songs[3].Timbre, Songs[3].ToInput().Timbre);

    [Fact]
    public void EqualRowsHaveEqualHashesAndOthersNot()
    {
        ulong Hash(Song song)
        {
            var hash = new RowHash();
            HashOf(song, ref hash);
            return hash.Value;
        }
        static void HashOf<T>(T row, ref RowHash hash) where T : IRow<T> => T.Hash(row, ref hash);

        Song one = Row(20);
        Assert.Equal(Hash(one), Hash(Row(20)));
        Assert.NotEqual(Hash(one), Hash(one with { Timbre = [6, 5, 1] }));
        Assert.NotEqual(Hash(one with { Raw = [1, 2] }), Hash(one with { Raw = [2, 1] }));
        Assert.NotEqual(Hash(one with { Raw = [long.MaxValue, 2] }), Hash(one with { Raw = [long.MaxValue - 1, 2] }));
        Assert.NotEqual(Hash(one with { Counts = null }), Hash(one with { Counts = [null, null] }));
        Assert.Equal(Hash(one with { Counts = new[] { (int?)1, 2 } }), Hash(one with { Counts = new LinkedRow([1, 2]) }));
    }

    [Fact]
    public void RowsMadeByCodeAreRefusedByRowAndColumn()
    {
        Assert.Equal("row 1 of the sequence for Dataset<Song>.FromRows: 'Song.Timbre' has 2 elements, not 3; give 3, or declare another Length", Refuse(Row(1) with { Timbre = [1, 2] }));
        Assert.StartsWith("row 1 of the sequence for Dataset<Song>.FromRows: 'Song.Timbre' is null; fill it, or", Refuse(Row(1) with { Timbre = null! }), StringComparison.Ordinal);
        Assert.StartsWith("row 1 of the sequence for Dataset<Song>.FromRows: 'Song.Level' is null", Refuse(Row(1) with { Level = default }), StringComparison.Ordinal);
        Assert.StartsWith("row 1 of the sequence for Dataset<Song>.FromRows: 'Song.Beat' has 0 elements, not 2", Refuse(Row(1) with { Beat = default }), StringComparison.Ordinal);
        Assert.StartsWith("row 1 of the sequence for Dataset<Song>.FromRows: 'Song.Raw' has 3 elements, not 2", Refuse(Row(1) with { Raw = [1, 2, 3] }), StringComparison.Ordinal);

        static string Refuse(Song song) => Assert.Throws<InvalidValueException>(() => Dataset<Song>.FromRows([Row(0), song]).Count()).Message;
    }

    [Fact]
    public void InputsAreRefusedByColumnAndElement()
    {
        Song.Input input = Row(1).ToInput();

        Assert.Equal("'Timbre' has 4 elements, not 3: give 3, or declare another Length and fit the model again", Refuse(input with { Timbre = new float[4] }));
        Assert.StartsWith("'Timbre' is missing", Refuse(input with { Timbre = null! }), StringComparison.Ordinal);
        Assert.Equal("'Timbre[1]' is NaN: set Impute on its [Numeric], so that NaN is a missing element, or give a number", Refuse(input with { Timbre = [1, float.NaN, 3] }));
        Assert.StartsWith("'Level[1]' is infinite, or beyond the range of float", Refuse(input with { Level = [1, 1e300] }), StringComparison.Ordinal);
        Assert.StartsWith("'Beat[0]' is -infinite", Refuse(input with { Beat = new[] { float.NegativeInfinity, 1 } }), StringComparison.Ordinal);
        Assert.StartsWith("'Counts' has 1 elements, not 2", Refuse(input with { Counts = [1] }), StringComparison.Ordinal);
        Assert.StartsWith("'Raw' has 1 elements, not 2", Refuse(input with { Raw = [1] }), StringComparison.Ordinal);

        static string Refuse(Song.Input input) => Assert.Throws<InvalidValueException>(() => Model.Predict(in input)).Message;
    }

    /// <summary>A list of a type of its own.</summary>
    private sealed class LinkedRow(IReadOnlyList<int?> values) : IReadOnlyList<int?>
    {
        public int Count => values.Count;

        public int? this[int index] => values[index];

        public IEnumerator<int?> GetEnumerator() => values.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
