using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

/// <summary>What is read again writes the same features; what is malformed is refused by name.</summary>
public sealed class JsonTests
{
    private static readonly float?[] Miles = [0.1f, -3, 2.75f, null, 1e-7f, 33, 33];
    private static readonly string?[] Ports = ["S", "C", "S", null, "Å\"\n"];

    public static TheoryData<NumericOptions> Numbers => PartitionTests.Numbers;

    [Theory]
    [MemberData(nameof(Numbers))]
    public void NumbersSurvive(NumericOptions options)
    {
        NumericEncoding written = Learn(options with { Indicator = true }, Miles);
        int position = 0;
        NumericEncoding read = NumericEncoding.Read(Parse(Written.Json(written.Write)), "Miles", written.Options, ref position);
        Assert.Equal(written.Width, position);
        Assert.Equal(Names(written.AppendNames), Names(read.AppendNames));
        foreach (float? value in Miles) Assert.Equal(Row(written, value), Row(read, value));
    }

    public static TheoryData<CategoryOptions> Categories => PartitionTests.Categories;

    [Theory]
    [MemberData(nameof(Categories))]
    [InlineData(null)]
    public void CategoriesSurvive(CategoryOptions? options)
    {
        CategoryEncoding<string> written = Learn(options ?? new() { Encoding = CategoricalEncoding.Hashed, HashBits = 3, Nullable = true }, Ports);
        int position = 0;
        CategoryEncoding<string> read = CategoryEncoding<string>.Read(Parse(Written.Json(written.Write)), "Port", written.Options, ref position);
        Assert.Equal(written.Width, position);
        Assert.Equal(Names(written.AppendNames), Names(read.AppendNames));
        foreach (string? value in Ports.Append("unknown")) Assert.Equal(Row(written, value), Row(read, value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TextsSurvive(bool weighted)
    {
        TextEncoding written = Learn(new TextOptions { WordNgrams = 2, TfIdf = weighted }, "one two", "two three", "");
        int position = 0;
        TextEncoding read = TextEncoding.Read(Parse(Written.Json(written.Write)), "Comment", written.Options, ref position);
        Assert.Equal((1 << 16, written.Width), (position, read.Width));
        Assert.Equal(Entries(written, "two two three four"), Entries(read, "two two three four"));
    }

    [Theory]
    [InlineData("[]", "The learned state of column 'Miles' is not a JSON object; fit and save the model again")]
    [InlineData("""{"offset":1,"factor":1,"lambda":1}""", "The learned state of column 'Miles': 'fill' is absent; fit and save the model again")]
    [InlineData("""{"fill":1e39,"offset":1,"factor":1,"lambda":1}""", "The learned state of column 'Miles': 'fill' is not a finite number; fit and save the model again")]
    [InlineData("""{"fill":"1","offset":1,"factor":1,"lambda":1}""", "The learned state of column 'Miles': 'fill' is not a finite number; fit and save the model again")]
    [InlineData("""{"fill":1,"offset":1e999,"factor":1,"lambda":1}""", "The learned state of column 'Miles': 'offset' is not a finite number; fit and save the model again")]
    [InlineData("""{"fill":1,"offset":1,"factor":-1,"lambda":1}""", "The learned state of column 'Miles': 'factor' is negative; fit and save the model again")]
    [InlineData("""{"fill":1,"offset":1,"factor":1,"lambda":9}""", "The learned state of column 'Miles': 'lambda' is not between -8 and 8; fit and save the model again")]
    public void NamesWhatIsWrongWithANumber(string json, string message)
    {
        int position = 0;
        NumericOptions options = new() { Scale = Scale.Power, Impute = Impute.Mean };
        Assert.Equal(message, Assert.Throws<ModelFileException>(() => NumericEncoding.Read(Parse(json), "Miles", options, ref position)).Message);
    }

    [Theory]
    [InlineData("""{"edges":1}""", "'edges' is not an array")]
    [InlineData("""{"edges":[1,2,3]}""", "'edges' has 3 elements, not 0 to 2")]
    [InlineData("""{"edges":[2,2]}""", "'edges' do not ascend")]
    [InlineData("""{"edges":[2,null]}""", "'edges' is not a finite number")]
    public void NamesWhatIsWrongWithBins(string json, string what)
    {
        int position = 0;
        NumericOptions options = new() { Bins = 3 };
        Assert.Contains(what, Assert.Throws<ModelFileException>(() => NumericEncoding.Read(Parse(json), "Miles", options, ref position)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"categories":["1","2"],"missing":true,"values":[1,2,3]}""", "'values' has 3 elements, not 4")]
    [InlineData("""{"categories":["1","2"],"missing":1,"values":[1,2,3]}""", "'missing' is not true or false")]
    [InlineData("""{"categories":["1","2"],"missing":false,"values":[1,2,3]}""", "'missing' is false for a nullable column")]
    [InlineData("""{"categories":["1",2],"missing":true}""", "'categories' holds something that is not a string")]
    [InlineData("""{"categories":["1","x"],"missing":true}""", "'categories' hold 'x', which is no Int64")]
    [InlineData("""{"categories":["1","1"],"missing":true}""", "'categories' hold '1' twice")]
    [InlineData("""{"missing":true}""", "'categories' is absent")]
    public void NamesWhatIsWrongWithACategory(string json, string what)
    {
        int position = 0;
        CategoryOptions options = new() { Encoding = CategoricalEncoding.Count, Nullable = true };
        Assert.Equal($"The learned state of column 'Zone': {what}; fit and save the model again",
            Assert.Throws<ModelFileException>(() => CategoryEncoding<long>.Read(Parse(json), "Zone", options, ref position)).Message);
    }

    [Fact]
    public void RefusesCategoriesOtherThanTheDeclared()
    {
        int position = 0;
        CategoryOptions options = new() { Values = ["S", "C"] };
        Assert.Contains("'categories' are not the declared ones", Assert.Throws<ModelFileException>(() => CategoryEncoding<string>.Read(
            Parse("""{"categories":["C","S"],"missing":true}"""), "Port", options, ref position)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"documents":-1,"buckets":[],"frequencies":[]}""", "'documents' is not an integer from 0 to 2147483647")]
    [InlineData("""{"documents":2,"buckets":[4],"frequencies":[1]}""", "'buckets' is not an integer from 0 to 3")]
    [InlineData("""{"documents":2,"buckets":[1,1],"frequencies":[1,1]}""", "'buckets' do not ascend")]
    [InlineData("""{"documents":2,"buckets":[1],"frequencies":[]}""", "'frequencies' has 0 elements, not 1")]
    [InlineData("""{"documents":2,"buckets":[1],"frequencies":[3]}""", "'frequencies' is not an integer from 1 to 2")]
    [InlineData("""{"documents":2,"buckets":[1],"frequencies":[1.5]}""", "'frequencies' is not an integer from 1 to 2")]
    public void NamesWhatIsWrongWithAText(string json, string what)
    {
        int position = 0;
        TextOptions options = new() { HashBits = 2 };
        Assert.Equal($"The learned state of column 'Comment': {what}; fit and save the model again",
            Assert.Throws<ModelFileException>(() => TextEncoding.Read(Parse(json), "Comment", options, ref position)).Message);
    }
}
