using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Compiler.Planning;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;
using MlDsl.MlNet.Build.Comparison;
using MlDsl.MlNet.Build.Rows;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

/// <summary>Single steps that ML.NET 5.0.1 saves here: what they hold beyond the rows of its models' suite.</summary>
public sealed class MlNetStepTests
{
    private sealed class Line
    {
        public string Text { get; set; } = "";
    }

    private sealed class Left
    {
        public string[]? Words { get; set; }
    }

    private sealed class Example
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Kind { get; set; } = "";
    }

    // Each word of a language's list as it stands, in small and in capital letters: ML.NET takes some that are not small in its list for none.
    [Theory]
    [MemberData(nameof(Languages))]
    public void EachStopWordOfALanguageIsMlNets(StopWordsRemovingEstimator.Language language)
    {
        var ml = new MLContext(seed: 1);
        IDataView none = ml.Data.LoadFromEnumerable(Array.Empty<Line>());
        TransformerChain<StopWordsRemovingTransformer> model = ml.Transforms.Text.TokenizeIntoWords("Words", "Text", ['|']).Append(ml.Transforms.Text.RemoveDefaultStopWords("Words", language: language)).Fit(none);
        using var file = new MemoryStream();
        ml.Model.Save(model, none.Schema, file);
        IReadOnlyList<string> list = MlNetModel.Read(file.ToArray()).Steps.OfType<ColumnStep>().SelectMany(static step => step.Columns).Select(static map => map.Operation).OfType<StopWordsOperation>().Single().Words;

        string[] words = [.. list.Concat(list.Select(static word => word.ToLowerInvariant())).Concat(list.Select(static word => word.ToUpperInvariant())).Append("mldsl").Distinct(StringComparer.Ordinal)];
        IDataView kept = model.Transform(ml.Data.LoadFromEnumerable(words.Select(static word => new Line { Text = word })));
        bool[] expected = [.. ml.Data.CreateEnumerable<Left>(kept, reuseRowObject: false).Select(static row => row.Words is { Length: > 0 })];

        // Every word is an n-gram: what is left counts.
        string[] terms = [.. words.Select(static word => word.Trim(' ')).Distinct(StringComparer.Ordinal)];
        long[] keys = [.. Enumerable.Range(1, terms.Length).Select(static key => (long)key)];
        var counts = new Tensor<float>();
        new TextGrams(["Words 0 |", $"Without 0 {string.Join('\n', list)}"], 0, [0, .. keys], keys, 1, 0, terms).Run(new Tensor<string>(words, words.Length, 1), counts);
        bool[] found = [.. Enumerable.Range(0, words.Length).Select(row => counts.Values.Slice(row * terms.Length, terms.Length).ContainsAnyExcept(0f))];
        Assert.Contains(false, expected);
        Assert.Equal(words.Zip(expected), words.Zip(found));
    }

    public static TheoryData<StopWordsRemovingEstimator.Language> Languages { get; } = [.. Enum.GetValues<StopWordsRemovingEstimator.Language>()];

    // Files of ML.NET's command line convert texts to keys; none of its public methods does.
    [Fact]
    public void TextsBecomeTheKeysThatMlNetMakesOfThem()
    {
        string[] texts = ["0", "1", "9", "10", "", "NA", "?", " 1", "-1", "+1", "1.0", "18446744073709551616", "007"];
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(texts.Select(static text => new Line { Text = text }));
        var transformer = (ITransformer)Activator.CreateInstance(typeof(TypeConvertingTransformer), BindingFlags.NonPublic | BindingFlags.Instance, null, [ml, "Key", DataKind.UInt16, "Text", new KeyCount(10)], CultureInfo.InvariantCulture)!;
        using var file = new MemoryStream();
        ml.Model.Save(transformer, rows.Schema, file);
        MlNetModelFile read = MlNetModelFile.Read(file.ToArray());
        Tensor found = Bounds.Of(read.Plan(), [new Tensor<string>(texts, texts.Length, 1)]).Value(0);
        Assert.Equal(((Tensor<ushort>)ViewColumns.Read(transformer.Transform(rows), "Key", texts.Length)).Values.ToArray(), ((Tensor<ushort>)found).Values.ToArray());
        Assert.Equal("Key<UInt16, 0-9>", Assert.Single(read.Graph!.Outputs).Type.ToString());
    }

    // Their sum is more than a whole number of 64 bits holds.
    [Fact]
    public void CountsOfRowsMayBeAsLargeAsTheFileSays()
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(static i => new Example { Features = [i % 2, i % 3], Kind = i % 4 == 0 ? "a" : "b" }));
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(ml.MulticlassClassification.Trainers.NaiveBayes()).Fit(rows);
        using var file = new MemoryStream();
        ml.Model.Save(model, rows.Schema, file);
        int changed = 0;
        byte[] huge = DamagedZip.Changed(file.ToArray(), (_, content) =>
        {
            byte[] counts = new byte[16];
            BinaryPrimitives.WriteInt64LittleEndian(counts, 15);
            BinaryPrimitives.WriteInt64LittleEndian(counts.AsSpan(8), 45);
            if (content.AsSpan().IndexOf(counts) is not (>= 0 and var at)) return;
            BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(at), long.MaxValue);
            BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(at + 8), long.MaxValue);
            changed++;
        });
        Assert.Equal(1, changed);
        NaiveBayesModel read = Predictor(huge);
        Assert.Equal([Math.Log(0.5), Math.Log(0.5)], read.Starts, static (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([Math.Log(0.25), Math.Log(0.75)], Predictor(file.ToArray()).Starts, static (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.NotNull(MlNetModelFile.Read(huge).Graph);

        static NaiveBayesModel Predictor(byte[] bytes) => Assert.IsType<NaiveBayesModel>(MlNetModel.Read(bytes).Steps.OfType<PredictStep>().Single().Predictor);
    }
}
