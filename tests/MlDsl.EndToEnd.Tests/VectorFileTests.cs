using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Vectors in files of separated values: a column per element, or a list in one cell.</summary>
public sealed class VectorFileTests
{
    [Theory]
    [InlineData("_", "", 0)]
    [InlineData("_", "", 1)]
    [InlineData(".", "", 0)]
    [InlineData("[", "]", 0)]
    [InlineData("-", "", 1)]
    [InlineData(" ", "", 0)]
    [InlineData("", "", 1)]
    public void ElementsAreColumnsNumberedFromZeroOrOne(string before, string behind, int first)
    {
        string Names(string name, int count) => string.Join(',', Enumerable.Range(first, count).Reverse().Select(i => $"{name}{before}{i}{behind}"));
        Song song = Read($"{Names("Timbre", 3)},{Names("beat", 2)},{Names("Counts", 2)},{Names("Level", 2)},{Names("raw", 2)},Fame\n3,2,1,20,,11,,0.2,0.1,8,7,5\n");

        Assert.Equal([1f, 2, 3], song.Timbre);
        Assert.Equal([float.NaN, 20], song.Beat.ToArray());
        Assert.Equal([null, 11], song.Counts);
        Assert.Equal([0.1, 0.2], song.Level.ToArray());
        Assert.Equal([7, 8], song.Raw);
    }

    [Theory]
    [InlineData("\"[1, 2.5, -3]\"", "1 2", "", "0.5|1", "{7;8}")]
    [InlineData("1;2.5;-3", "[1\t2]", "", "\"(0.5, 1)\"", "7 8")]
    [InlineData("  1   2.5 -3 ", "\"[ 1\n 2 ]\"", "", "[0.5 1.0]", "[7|8]")]
    [InlineData("1|2.5|-3", "1;2", "", "\"0.5,1\"", "\"7,8\"")]
    public void AListIsOneCell(string timbre, string beat, string counts, string level, string raw)
    {
        Song song = Read($"Timbre,Beat,Counts,Level,raw,Fame\n{timbre},{beat},{counts},{level},{raw},1\n");

        Assert.Equal([1f, 2.5f, -3], song.Timbre);
        Assert.Equal([1f, 2], song.Beat.ToArray());
        Assert.Null(song.Counts);
        Assert.Equal([0.5, 1], song.Level.ToArray());
        Assert.Equal([7, 8], song.Raw);
    }

    [Fact]
    public void MissingElementsAreNaNOrNullWhereDeclared()
    {
        Song song = Read("Timbre,Beat,Counts,Level,raw,Fame\n1 2 3,;n/a,\"[n/a, 4]\",1 2,1 2,1\n", new() { Missing = ["", "n/a"] });

        Assert.Equal([float.NaN, float.NaN], song.Beat.ToArray());
        Assert.Equal([null, 4], song.Counts);
        Assert.Null(Read("Timbre,Beat,Counts_0,Counts_1,Level,raw,Fame\n1 2 3,1 2,,,1 2,1 2,1\n").Counts);
    }

    [Fact]
    public void WithoutAHeaderEachElementIsAField()
    {
        Song song = Read("1,2,3,4,5,6,7,8,9,10,11,12\n", new() { HasHeader = false });
        Assert.Equal([1f, 2, 3], song.Timbre);
        Assert.Equal([10, 11], song.Raw);
        Assert.Contains("the record has 11 fields, not 12 as 'Song' declares columns and elements", Refuse("1,2,3,4,5,6,7,8,9,10,11\n", new() { HasHeader = false }), StringComparison.Ordinal);
    }

    [Fact]
    public void FormatsAliasesAndConvertersHoldForElements()
    {
        var options = new CsvOptions
        {
            Separator = '\t',
            ColumnNumbers = new Dictionary<string, NumberFormat> { ["Level"] = NumberFormat.DecimalComma },
            Aliases = new Dictionary<string, string> { ["Timbre"] = "sound" },
            Converters = new Dictionary<string, Func<string, string?>> { ["raw"] = static text => text == "-" ? "0" : text, ["Counts"] = static text => text == "none" ? null : text },
        };
        Song song = Read("sound_0\tsound_1\tsound_2\tBeat\tCounts\tLevel\traw_0\traw_1\tFame\n1\t2\t3\t1,2\tnone\t0,5; 1.000,25\t-\t8\t1\n", options);

        Assert.Equal([1f, 2, 3], song.Timbre);
        Assert.Null(song.Counts);
        Assert.Equal([0.5, 1000.25], song.Level.ToArray());
        Assert.Equal([0, 8], song.Raw);
    }

    [Theory]
    [InlineData("Timbre,Beat,Counts,Level,raw,Fame\n1 x 3,1 2,1 2,1 2,1 2,1\n", "line 2, column 1: 'x' is not a finite Single in column 'Timbre' (Song.Timbre[1])")]
    [InlineData("Timbre,Beat,Counts,Level,raw,Fame\n1 2,1 2,1 2,1 2,1 2,1\n", "line 2, column 1: the list has 2 elements, not 3 in column 'Timbre' (Song.Timbre)")]
    [InlineData("Timbre,Beat,Counts,Level,raw,Fame\n[],1 2,1 2,1 2,1 2,1\n", "the list has 0 elements, not 3 in column 'Timbre'")]
    [InlineData("Timbre,Beat,Counts,Level,raw,Fame\n,1 2,1 2,1 2,1 2,1\n", "the value is missing in column 'Timbre' (Song.Timbre)")]
    [InlineData("Timbre,Beat,Counts,Level,raw,Fame\n1 2 3,1 2,1 2,1;,1 2,1\n", "the value is missing in column 'Level' (Song.Level[1]); fill it, with Impute set on its [Numeric]")]
    [InlineData("Timbre,Beat,Counts,Level,raw,Fame\n1 2 3,1 2,1 2,1 2,1 1.5,1\n", "'1.5' is not a finite Int64 in column 'raw' (Song.Raw[1])")]
    [InlineData("Timbre_0,Timbre_1,Timbre_2,Beat,Counts,Level,raw,Fame\n1,2,x,1 2,1 2,1 2,1 2,1\n", "line 2, column 5: 'x' is not a finite Single in column 'Timbre' (Song.Timbre[2])")]
    [InlineData("Timbre_0,Timbre_1,Timbre_2,Beat,Counts,Level,raw,Fame\n1,NA,3,1 2,1 2,1 2,1 2,1\n", "(Song.Timbre[1]); if 'NA' stands for a missing value, list it in CsvOptions.Missing, with Impute set on its [Numeric]")]
    [InlineData("Timbre_0,Timbre_1,Beat,Counts,Level,raw,Fame\n", "line 1, column 1: the header has 2 columns 'Timbre_0' … 'Timbre_1' for 'Song.Timbre', which has 3 elements")]
    [InlineData("Timbre_0,Timbre_1,Timbre_3,Beat,Counts,Level,raw,Fame\n", "the header has 3 columns 'Timbre_0' … 'Timbre_3' for 'Song.Timbre', which has 3 elements; number as many columns")]
    [InlineData("Timbre_0,Timbre_1,Timbre_2,Timbre.0,Timbre.1,Timbre.2,Beat,Counts,Level,raw,Fame\n", "the header has the elements of 'Song.Timbre' twice")]
    [InlineData("Timbr,Beat,Counts,Level,raw,Fame\n", "the header has no column 'Timbre', nor 'Timbre_0' … 'Timbre_2', for 'Song.Timbre'; the nearest is 'Timbr'")]
    public void AnErrorNamesRowColumnAndElement(string text, string message) => Assert.Contains(message, Refuse(text), StringComparison.Ordinal);

    private static Song Read(string text, CsvOptions? options = null)
    {
        using var file = new TemporaryText(text);
        return Assert.Single(Dataset<Song>.FromCsv(file.Path, options).Rows);
    }

    private static string Refuse(string text, CsvOptions? options = null)
    {
        using var file = new TemporaryText(text);
        return Assert.Throws<DataFormatException>(() => Dataset<Song>.FromCsv(file.Path, options).Count()).Message;
    }
}
