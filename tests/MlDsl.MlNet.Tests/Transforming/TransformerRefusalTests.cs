using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>What a transformer of a model cannot take is said with the column and the way out.</summary>
public sealed class TransformerRefusalTests
{
    private static readonly MLContext Context = new(1);
    private static readonly FareRideModel Fares = FareRideModel.Fit(Dataset<FareRide>.FromRows(FareRide.Make(500, 1)).SplitRandom(0.2, 0.2, seed: 1).Train);

    [Fact]
    public void AColumnThatIsNotThere()
    {
        string problem = Assert.Throws<ArgumentException>(() => Fares.ToMlNet().Transform(Context.Data.LoadFromEnumerable([new NoCity()]))).Message;
        Assert.StartsWith("The model needs the column 'City', a string, which is not among 'Miles', 'Minutes'; rename a column, or give it", problem, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fares.ToMlNet().GetOutputSchema(Context.Data.LoadFromEnumerable([new NoCity()]).Schema));
        Assert.Throws<ArgumentException>(() => Fares.ToMlNet().GetRowToRowMapper(Context.Data.LoadFromEnumerable([new NoCity()]).Schema));
    }

    [Fact]
    public void AColumnOfAnotherType() => Assert.StartsWith(
        "The column 'Miles' is a String, and the model's property 'Miles' a float: give a column of numbers",
        Assert.Throws<ArgumentException>(() => Fares.ToMlNet().Transform(Context.Data.LoadFromEnumerable([new TextMiles()]))).Message, StringComparison.Ordinal);

    [Fact]
    public void AVectorOfAnotherLength() => Assert.StartsWith(
        "The column 'Bars' is a Vector<Single, 3>, and the model's property 'Bars' a float[] of 2: give a vector of 2 numbers",
        Assert.Throws<ArgumentException>(() => BarsOf().Transform(Context.Data.LoadFromEnumerable([new ThreeBars()]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2.5f, "'Wheels' of the row is 2.5, and the property holds a Int32, which a column of Single does not tell exactly")]
    [InlineData(3e9f, "'Wheels' of the row is 3E+09, and the property holds a Int32, which a column of Single does not tell exactly")]
    [InlineData(float.NaN, "'Wheels' of the row is missing, and the property may not be")]
    public void NumbersThatThePropertyDoesNotHold(float wheels, string says)
    {
        IDataView view = BarsOf().Transform(Context.Data.LoadFromEnumerable([new TwoBars { Bars = [1, 2], Wheels = wheels, Paint = "Red" }]));
        InvalidValueException problem = Assert.Throws<InvalidValueException>(() => view.GetColumn<float>("Score").ToArray());
        Assert.StartsWith(says, problem.Message, StringComparison.Ordinal);
        Assert.Equal("Wheels", problem.Column);
    }

    [Theory]
    [InlineData("Mauve", "x", "'Paint' of the row is 'Mauve', and the property holds a member of Paint")]
    [InlineData("", "x", "'Paint' of the row is missing, and the property may not be")]
    [InlineData("0", "x", "'Paint' of the row is '0'")]
    [InlineData("Red", "xy", "'Grip' of the row is 'xy', and the property holds one character")]
    public void TextsThatThePropertyDoesNotHold(string paint, string grip, string says)
    {
        IDataView view = BarsOf().Transform(Context.Data.LoadFromEnumerable([new TextBars { Bars = [1, 2], Wheels = 3, Paint = paint, Grip = grip }]));
        Assert.StartsWith(says, Assert.Throws<InvalidValueException>(() => view.GetColumn<float>("Score").ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersOfAnyTypeAreTakenWhereTheyAreHeld()
    {
        BikeModel model = Bikes();
        IDataView view = model.ToMlNet().Transform(Context.Data.LoadFromEnumerable([new TextBars { Bars = [1, 2], Wheels = 3, Paint = "Red", Grip = "x" }]));
        Assert.Equal(model.Predict(new Bike.Input { Bars = [1, 2], Wheels = 3, Paint = Paint.Red, Grip = 'x' }), view.GetColumn<float>("Score").Single());
        // A key's texts are names as well.
        IDataView keyed = Context.Transforms.Conversion.MapValueToKey("Paint").Fit(view).Transform(view);
        Assert.Equal(view.GetColumn<float>("Score"), model.ToMlNet().Transform(keyed).GetColumn<float>("Score"));
    }

    [Fact]
    public void AFileOfMlNetCannotHoldIt()
    {
        IDataView view = FareRide.Make(1, 1).ToArray().AsDataView();
        using var stream = new MemoryStream();
        Assert.Contains("save the model by model.Save", Assert.Throws<NotSupportedException>(() => Context.Model.Save(Fares.ToMlNet(), view.Schema, stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherViewsColumnsAndTypesAreRefused()
    {
        IDataView view = Fares.ToMlNet().Transform(FareRide.Make(1, 1).ToArray().AsDataView()), other = new[] { Hit.Of(1) }.AsDataView();
        Assert.Contains("is no column of this view", Assert.Throws<ArgumentException>(() => view.GetRowCursor([other.Schema[^1]])).Message, StringComparison.Ordinal);
        DataViewSchema.Column score = view.Schema["Score"], miles = view.Schema["Miles"];
        using DataViewRowCursor cursor = view.GetRowCursor([score]);
        Assert.True(cursor.IsColumnActive(score));
        Assert.False(cursor.IsColumnActive(miles));
        Assert.Contains("is not among those that were asked for", Assert.Throws<ArgumentException>(() => cursor.GetGetter<float>(miles)).Message, StringComparison.Ordinal);
        Assert.Contains("is read as System.Double", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(score)).Message, StringComparison.Ordinal);
        float value = 0;
        Assert.Contains("stands on no row", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(score)(ref value)).Message, StringComparison.Ordinal);
    }

    private static ITransformer BarsOf() => Bikes().ToMlNet();

    private static BikeModel Bikes() => BikeModel.Fit(Dataset<Bike>.FromRows([.. Enumerable.Range(0, 300).Select(Bike.Of)]).SplitRandom(0.2, 0.2, 1).Train);

    private sealed class NoCity
    {
        public float Miles { get; set; }
        public float Minutes { get; set; }
    }

    private sealed class TextMiles
    {
        public string Miles { get; set; } = "";
        public float Minutes { get; set; }
        public string City { get; set; } = "";
    }

    private sealed class ThreeBars
    {
        [VectorType(3)] public float[] Bars { get; set; } = [1, 2, 3];
        public float Wheels { get; set; }
        public string Paint { get; set; } = "";
        public string Grip { get; set; } = "";
    }

    private sealed class TwoBars
    {
        [VectorType(2)] public float[] Bars { get; set; } = [];
        public float Wheels { get; set; }
        public string Paint { get; set; } = "";
        public string Grip { get; set; } = "x";
    }

    private sealed class TextBars
    {
        [VectorType(2)] public double[] Bars { get; set; } = [];
        public byte Wheels { get; set; }
        public string Paint { get; set; } = "";
        public string Grip { get; set; } = "";
    }
}
