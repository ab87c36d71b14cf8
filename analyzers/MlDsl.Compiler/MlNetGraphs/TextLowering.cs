using System.Globalization;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Texts that are on their way to n-grams: rows have as many words as they have, so that there is no tensor of them.</summary>
/// <param name="Source">The column of texts at the beginning.</param>
/// <param name="Stages">What is done to them.</param>
/// <param name="Terms">The texts that are keys; null before they are looked up, and for characters.</param>
/// <param name="AreKeys">Whether they are keys by now.</param>
internal sealed record TextRoute(GraphColumn Source, IReadOnlyList<TextOperation> Stages, string[]? Terms, bool AreKeys)
{
    /// <summary>How texts become keys by their hash; null where they do not.</summary>
    public HashOperation? Hash { get; init; }
}

/// <summary>Makes one node of all that is done to texts up to their n-grams.</summary>
internal static class TextLowering
{
    private const long MaxGrams = 1 << 22;

    /// <summary>A column of texts that are normalized or cut.</summary>
    /// <exception cref="RefusedException">The column is none of texts.</exception>
    public static GraphColumn Staged(string place, string output, GraphColumn input, TextOperation stage)
    {
        TextRoute route = Route(place, input);
        if (route.AreKeys) throw new RefusedException($"{place} reads the column '{input.Name}', whose texts are keys already");
        bool isCharacters = stage is CharactersOperation;
        if (stage is StopWordsOperation { Words: var words } && words.Any(static word => word.Contains('\n', StringComparison.Ordinal))) throw new RefusedException($"{place} leaves out words with a line's end in them");
        var type = isCharacters ? new ColumnType(typeof(ushort), 0, ushort.MaxValue) : stage is WordsOperation or StopWordsOperation || input.Known.IsVector ? new ColumnType(typeof(string), 0) : input.Known;
        return Column(output, type, route with { Stages = [.. route.Stages, stage], AreKeys = isCharacters }, place);
    }

    /// <summary>A column of single texts that are normalized, which is a column like others, too.</summary>
    /// <exception cref="RefusedException">The column is none of texts.</exception>
    public static GraphColumn Normalized(GraphWriter writer, string place, string output, GraphColumn input, NormalizeTextOperation stage)
    {
        TextRoute route = Route(place, input);
        return new GraphColumn(output, input.Known, new Lazy<string>(() => writer.For(place, () => writer.Node(output, OperatorAttribute.Own, "NormalizedText", [input.Value.Value], ("stage", Stage(stage))))))
        {
            Texts = route with { Stages = [.. route.Stages, stage] },
        };
    }

    /// <summary>A column of words that become keys.</summary>
    public static GraphColumn Keys(string place, string output, GraphColumn input, string[] terms)
    {
        TextRoute route = Route(place, input);
        if (route.AreKeys || terms.Length == 0) throw new RefusedException($"{place} reads the column '{input.Name}', whose texts are keys already");
        return Column(output, new ColumnType(typeof(uint), 0, terms.Length), route with { Terms = terms, AreKeys = true }, place) with { KeyValues = terms };
    }

    /// <summary>A column of words that become keys by their hash, each or all of a row together.</summary>
    public static GraphColumn Hashes(GraphWriter writer, string place, string output, GraphColumn input, HashOperation hash)
    {
        TextRoute route = Route(place, input);
        if (route.AreKeys) throw new RefusedException($"{place} hashes the texts of the column '{input.Name}' again");
        if (!hash.IsCombined) return Column(output, new ColumnType(typeof(uint), 0, 1L << hash.Bits), route with { Hash = hash, AreKeys = true }, place);
        return new GraphColumn(output, new ColumnType(typeof(uint), KeyCount: 1L << hash.Bits), new Lazy<string>(() => writer.For(place, () => writer.Node(
            output, OperatorAttribute.Own, "WordsHash", [route.Source.Value.Value],
            ("stages", route.Stages.Select(Stage).ToArray()), ("isVector", Flag(route.Source.Known.IsVector)), ("bits", (long)hash.Bits), ("seed", (long)hash.Seed)))));
    }

    /// <summary>How often each key of words or characters is in a row: the n-grams of one.</summary>
    public static GraphColumn Counts(GraphWriter writer, string place, string output, GraphColumn input)
    {
        long count = input.Known.KeyCount!.Value;
        if (count > MlNetGraph.MaxItems) throw new RefusedException($"{place} makes a vector of {count} items; up to {MlNetGraph.MaxItems} are compiled");
        long[] keys = [.. Enumerable.Range(1, (int)count).Select(static key => (long)key)];
        return Grams(writer, place, output, input, new GramsOperation(1, 0, 0, [0, .. keys], keys, []));
    }

    /// <summary>The counts of n-grams by their hash. Of several columns they are added: counts are whole numbers.</summary>
    public static GraphColumn HashedGrams(GraphWriter writer, string place, string output, GraphColumn[] inputs, HashedGramsOperation grams)
    {
        foreach (GraphColumn input in inputs) CheckKeys(place, input);
        if (1 << grams.Bits > MlNetGraph.MaxItems) throw new RefusedException($"{place} makes a vector of {1 << grams.Bits} items; up to {MlNetGraph.MaxItems} are compiled");
        return new GraphColumn(output, new ColumnType(typeof(float), 1 << grams.Bits), new Lazy<string>(() => writer.For(place, () =>
        {
            string[] counts = [.. inputs.Select((input, column) => Node(writer, output, "HashedGrams", "HashedKeyGrams", input,
            [
                ("gramLength", (long)grams.Length), ("skips", (long)grams.Skips), ("bits", (long)grams.Bits), ("seed", (long)grams.Seed),
                ("column", (long)column), ("isRehashed", Flag(grams.IsRehashed)), ("isOrdered", Flag(grams.IsOrdered)), ("hasAll", Flag(grams.HasAll)),
            ]))];
            return counts.Length == 1 ? counts[0] : writer.Node(output, "Sum", counts);
        })));
    }

    /// <summary>The counts of n-grams.</summary>
    public static GraphColumn Grams(GraphWriter writer, string place, string output, GraphColumn input, GramsOperation grams)
    {
        CheckKeys(place, input);
        int count = grams.Starts.Length - 1;
        if (count < 1 || grams.Keys.Length > MaxGrams) throw new RefusedException($"{place} knows {count} n-grams of {grams.Keys.Length} keys; 1 to {MaxGrams} keys are compiled");
        return new GraphColumn(output, new ColumnType(typeof(float), count), new Lazy<string>(() => writer.For(place, () =>
        {
            List<(string, object?)> attributes = [("gramStarts", grams.Starts), ("gramKeys", grams.Keys), ("gramLength", (long)grams.Length), ("skips", (long)grams.Skips)];
            if (grams.Weighting != 0) attributes.AddRange([("weighting", grams.Weighting == 1 ? "IDF" : "TFIDF"), ("frequencies", new Tensor<double>(grams.Frequencies, count))]);
            return Node(writer, output, "TextGrams", "KeyGrams", input, attributes);
        })));
    }

    /// <summary>Each row divided by its norm.</summary>
    public static string Contrast(GraphWriter writer, string column, ContrastOperation contrast, string value) => writer.Node(
        column, OperatorAttribute.Own, "ContrastNormalizer", [value],
        ("norm", contrast.Norm switch { 0 => "L2", 1 => "Deviation", 2 => "L1", _ => "Infinity" }), ("scale", contrast.Scale), ("subtractsMean", contrast.SubtractsMean ? 1L : 0L));

    // Keys of words or characters are made and counted at once; others, of which each row has as many, are there.
    private static string Node(GraphWriter writer, string output, string ofTexts, string ofKeys, GraphColumn input, List<(string, object?)> attributes)
    {
        if (input.Texts is not { } route) return writer.Node(output, OperatorAttribute.Own, ofKeys, [input.Value.Value], [("count", input.Known.KeyCount), .. attributes]);
        attributes.AddRange([("stages", route.Stages.Select(Stage).ToArray()), ("isVector", Flag(route.Source.Known.IsVector))]);
        if (route.Terms is not null) attributes.Add(("terms", route.Terms));
        if (route.Hash is { } hash) attributes.Add(("hash", new[] { hash.Bits, hash.Seed, Flag(hash.IsOld), Flag(hash.IsOrdered) }));
        return writer.Node(output, OperatorAttribute.Own, ofTexts, [route.Source.Value.Value], [.. attributes]);
    }

    private static void CheckKeys(string place, GraphColumn input)
    {
        if (input.Texts is { AreKeys: false } || (input.Texts is null && !ColumnLowering.Fixed(place, input).IsKey))
            throw new RefusedException($"{place} counts n-grams of the column '{input.Name}', a {input.Known}, and not of keys");
    }

    private static long Flag(bool isSet) => isSet ? 1L : 0L;

    private static TextRoute Route(string place, GraphColumn input)
    {
        if (input.Texts is { } route) return route;
        ColumnType type = ColumnLowering.Fixed(place, input);
        return type.Element == typeof(string) ? new TextRoute(input, [], null, false) : throw new RefusedException($"{place} reads the column '{input.Name}', a {type}, which is no text");
    }

    private static GraphColumn Column(string output, ColumnType type, TextRoute route, string place) =>
        new(output, type, new Lazy<string>(() => throw new RefusedException($"{place} makes the column '{output}' of words or characters, which only n-grams are compiled from"))) { Texts = route };

    // As the operator reads it; the flags are those of TextStageFlags.
    private static string Stage(TextOperation stage) => stage switch
    {
        NormalizeTextOperation normalize => string.Create(CultureInfo.InvariantCulture, $"Normalize {(normalize.Case switch { 0 => 1, 1 => 2, _ => 0 }) + (normalize.KeepsDiacritics ? 4 : 0) + (normalize.KeepsPunctuation ? 8 : 0) + (normalize.KeepsNumbers ? 16 : 0)} "),
        WordsOperation words => $"Words 0 {words.Separators}",
        StopWordsOperation stop => $"Without 0 {string.Join('\n', stop.Words)}",
        CharactersOperation characters => string.Create(CultureInfo.InvariantCulture, $"Characters {(characters.IsMarked ? 32 : 0) + (characters.MarksEach ? 64 : 0)} "),
        _ => throw new InvalidOperationException($"{stage.GetType()} is nothing that is done to texts"),
    };
}
