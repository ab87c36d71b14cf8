using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads steps that know values: keys, what they stand for, and tables.</summary>
internal static class KeyReader
{
    private const uint WithTypes = 0x00010003, ManagerWithTypes = 0x00010002;

    /// <summary>Whether keys are shown as texts; the values lie in a part of their own.</summary>
    public static ColumnStep Terms(ModelBlock block)
    {
        (string Output, string Input)[] pairs = ColumnReader.Pairs(block);
        if (block.Version >= WithTypes) block.Fields.Take(pairs.Length);
        ModelBlock vocabulary = block.Child("Vocabulary");
        if (vocabulary.Fields.Int() != pairs.Length) throw vocabulary.Problem($"{pairs.Length} lists of values were expected");
        return new ColumnStep(block.ToString(), [.. pairs.Select(pair => new ColumnMap(pair.Output, [pair.Input], new KeysOperation(Values(vocabulary))))]);
    }

    /// <summary>Whether the keys of each vector are counted.</summary>
    public static ColumnStep Indicators(ModelBlock block) => ColumnReader.OneToOne(block, static (block, _) => new IndicatorOperation(block.Fields.Truth()));

    /// <summary>Bits and seed, whether places take part, and since version 4 whether vectors have one hash.</summary>
    public static ColumnStep Hashes(ModelBlock block) => ColumnReader.OneToOne(block, static (block, _) =>
    {
        int bits = block.Fields.Int();
        var seed = (uint)block.Fields.Int();
        bool isOrdered = block.Fields.Truth(), isCombined = block.Version > 0x00010003 && block.Fields.Truth();
        return bits is >= 1 and < 32 ? new HashOperation(bits, seed, isOrdered, isCombined, block.Version < 0x00010003) : throw block.Problem($"hashes have {bits} bits");
    });

    /// <summary>One table for all columns.</summary>
    public static MlNetStep Table(ModelBlock block)
    {
        (string Output, string Input)[] pairs = ColumnReader.Pairs(block);
        var table = new DataViewFile(block.Entry("DefaultMap.idv") ?? throw block.Problem("its table is missing"), $"{block.Folder}/DefaultMap.idv");
        int keys = Column(block.Loader == "TermLookupTransform" ? "Term" : "Key"), values = Column("Value");
        if (table.Columns[keys].Type is not { IsVector: false, IsKey: false } || table.Columns[values].Type is not { IsVector: false, IsKey: false })
            return new ColumnStep(block.ToString(), [.. pairs.Select(static pair => new ColumnMap(pair.Output, [pair.Input], new RefusedOperation("maps to keys or vectors")))]);
        var operation = new TableOperation(table.Values(keys), table.Values(values));
        return new ColumnStep(block.ToString(), [.. pairs.Select(pair => new ColumnMap(pair.Output, [pair.Input], operation))]);

        int Column(string name)
        {
            for (int i = 0; i < table.Columns.Count; i++)
                if (table.Columns[i].Name == name) return i;
            throw block.Problem($"its table has no column '{name}'");
        }
    }

    // A byte says whether they are texts, by their numbers, or values behind their type.
    private static Array Values(ModelBlock vocabulary)
    {
        if (vocabulary.Version < ManagerWithTypes || vocabulary.Fields.Byte() is 0)
        {
            var texts = new string[vocabulary.Fields.Count(sizeof(int))];
            for (int i = 0; i < texts.Length; i++) texts[i] = vocabulary.Text();
            return texts;
        }
        Codec codec = Codec.Read(vocabulary.Fields) ?? throw vocabulary.Problem("the type of its values is unknown");
        return codec.Values(vocabulary.Fields, vocabulary.Fields.Count(0));
    }
}
