using System.Globalization;
using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads steps of texts, and the chain that featurizes texts as a whole.</summary>
internal static class TextReader
{
    private const uint WithFrequencies = 0x00010002, WithoutSize = 0x00010003, WithMarksForAll = 0x00010002;
    private const int MaxGram = 10;

    // ML.NET's own lists, which files name by the number of their language.
    private static readonly Lazy<string[][]> Languages = new(static () =>
    {
        using var reader = new StreamReader(typeof(TextReader).Assembly.GetManifestResourceStream("StopWords.txt")!);
        return [.. reader.ReadToEnd().TrimEnd('\n').Split('\n').Select(static line => line.Split('\t'))];
    });

    public static ColumnStep Normalize(ModelBlock block)
    {
        (string Output, string Input)[] pairs = ColumnReader.Pairs(block);
        byte letters = block.Fields.Byte();
        if (letters > 2) throw block.Problem($"letters are changed by {letters}");
        return Same(block, pairs, new NormalizeTextOperation(letters, block.Fields.Truth(), block.Fields.Truth(), block.Fields.Truth()));
    }

    public static ColumnStep Words(ModelBlock block) => ColumnReader.OneToOne(block, static (block, _) =>
        block.Fields.Numbers<char>() is { Length: > 0 } separators ? new WordsOperation(new string(separators)) : throw block.Problem("it has no separators"));

    public static ColumnStep Characters(ModelBlock block)
    {
        (string Output, string Input)[] pairs = ColumnReader.Pairs(block);
        bool isMarked = block.Fields.Truth();
        return Same(block, pairs, new CharactersOperation(isMarked, block.ReadableVersion < WithMarksForAll || block.Fields.Truth()));
    }

    public static ColumnStep Grams(ModelBlock block)
    {
        if (block.Version < WithoutSize) block.Fields.Int();
        return ColumnReader.OneToOne(block, static (block, _) =>
        {
            FileBytes fields = block.Fields;
            int length = fields.Int(), skips = fields.Int(), weighting = block.Version >= WithFrequencies ? fields.Int() : 0;
            if (length is < 1 or > MaxGram || skips < 0 || skips > MaxGram - length || weighting is < 0 or > 2) throw block.Problem($"n-grams of {length} keys with {skips} left out are weighted by {weighting}");
            fields.Take(length);
            int count = fields.Count(sizeof(int));
            int[] ends = fields.Numbers<int>(count + 1);
            ReadOnlySpan<byte> bytes = fields.Take(ends[0] == 0 ? ends[count] : -1);
            var keys = new List<long>();
            var starts = new long[count + 1];
            for (int gram = 0; gram < count; gram++)
            {
                if (ends[gram + 1] < ends[gram] || ends[gram + 1] > bytes.Length) throw block.Problem($"n-gram {gram} ends before it begins");
                Add(block, bytes[ends[gram]..ends[gram + 1]], keys);
                starts[gram + 1] = keys.Count;
            }
            double[] frequencies = block.Version >= WithFrequencies ? fields.Numbers<double>() : [];
            if (weighting != 0 && frequencies.Length < count) throw block.Problem($"{count} n-grams have {frequencies.Length} frequencies");
            return new GramsOperation(length, skips, weighting, starts, [.. keys], weighting == 0 ? [] : frequencies[..count]);
        });
    }

    /// <summary>The language, and the column that names another where there is one.</summary>
    public static ColumnStep StopWords(ModelBlock block) => ColumnReader.OneToOne(block, static (block, _) =>
    {
        int language = block.Fields.Int();
        if (language < 0 || language >= Languages.Value.Length) throw block.Problem($"it has a language numbered {language}");
        return block.TextOrNull() is { } column ? new RefusedOperation($"leaves out words of the language that the column '{column}' names") : new StopWordsOperation(Languages.Value[language]);
    });

    /// <summary>The words lie behind the columns: the part of their own that ML.NET makes for them has nothing but its header.</summary>
    public static ColumnStep OwnStopWords(ModelBlock block)
    {
        (string Output, string Input)[] pairs = ColumnReader.Pairs(block);
        var words = new string[block.Fields.Count(sizeof(int))];
        if (words.Length == 0) throw block.Problem("it has no words");
        for (int i = 0; i < words.Length; i++) words[i] = block.Text();
        return Same(block, pairs, new StopWordsOperation(words));
    }

    /// <summary>Of each column its inputs and its name, and how n-grams are made and hashed.</summary>
    public static MlNetStep HashedGrams(ModelBlock block)
    {
        if (block.Version < WithoutSize) return new RefusedStep(block.ToString(), "was written before ML.NET 1.0");
        var maps = new ColumnMap[block.Fields.Count(2 * sizeof(int))];
        for (int i = 0; i < maps.Length; i++)
        {
            var inputs = new string[block.Fields.Count(sizeof(int))];
            if (inputs.Length == 0) throw block.Problem("a column of n-grams is made of nothing");
            for (int k = 0; k < inputs.Length; k++) inputs[k] = block.Text();
            string output = block.Text();
            int length = block.Fields.Int(), skips = block.Fields.Int(), bits = block.Fields.Int();
            if (length is < 1 or > MaxGram || skips < 0 || skips > MaxGram - length || bits is < 1 or > 30) throw block.Problem($"n-grams of {length} keys with {skips} left out have hashes of {bits} bits");
            maps[i] = new ColumnMap(output, inputs, new HashedGramsOperation(length, skips, bits, (uint)block.Fields.Int(), block.Fields.Truth(), block.Fields.Truth(), block.Fields.Truth()));
        }
        return new ColumnStep(block.ToString(), maps);
    }

    public static ColumnStep Contrast(ModelBlock block) => ColumnReader.OneToOne(block, static (block, _) =>
    {
        bool subtractsMean = block.Fields.Truth();
        byte norm = block.Fields.Byte();
        float scale = block.Fields.Single();
        return norm <= 3 && scale > 0 && float.IsFinite(scale) ? new ContrastOperation(norm, scale, subtractsMean) : throw block.Problem($"it divides by a norm numbered {norm} and multiplies with {scale}");
    });

    /// <summary>The parts of featurized texts: a chain of its own, or, as ML.NET 1.0 wrote it, a folder for each step.</summary>
    public static IEnumerable<ModelBlock> Featurized(ModelBlock block)
    {
        if (block.ReadableVersion != 0x00010001)
        {
            yield return block.Child("Chain");
            yield break;
        }
        int count = block.Fields.Count(0);
        for (int i = 0; i < count; i++)
        {
            string folder = string.Create(CultureInfo.InvariantCulture, $"Step_{i:000}");
            yield return block.Find(folder + "/Mapper") ?? block.Child(folder);
        }
    }

    private static ColumnStep Same(ModelBlock block, (string Output, string Input)[] pairs, ColumnOperation operation) =>
        new(block.ToString(), [.. pairs.Select(pair => new ColumnMap(pair.Output, [pair.Input], operation))]);

    // Numbers in groups of seven bits, the lowest first.
    private static void Add(ModelBlock block, ReadOnlySpan<byte> bytes, List<long> keys)
    {
        for (int at = 0; at < bytes.Length;)
        {
            long key = 0;
            for (int shift = 0; ; shift += 7)
            {
                if (at == bytes.Length || shift > 28) throw block.Problem("a key of an n-gram does not end");
                byte next = bytes[at++];
                key |= (long)(next & 0x7F) << shift;
                if (next < 0x80) break;
            }
            keys.Add(key <= uint.MaxValue ? key : throw block.Problem($"an n-gram has the key {key}"));
        }
    }
}
