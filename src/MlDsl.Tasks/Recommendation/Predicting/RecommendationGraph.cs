using System.Globalization;
using MlDsl.Onnx;
using MlDsl.Plans;

namespace MlDsl.Training;

/// <summary>A recommender as an ONNX file: from the id of a user to the best items.</summary>
/// <remarks>
/// The user's factors are looked up and multiplied by those of all items. An element more is 0 for users that the model knows and 1 for others, and how popular an item is for items: so others get what is
/// popular from the same product.
/// </remarks>
/// <param name="model">What the model learned.</param>
/// <param name="count">How many items of a user the graph gives.</param>
/// <param name="excluded">How many items of a user it can be told to leave out; 0 for none, and no such input.</param>
internal sealed class RecommendationGraph(RecommendationPredictor model, int count, int excluded)
{
    private readonly GraphNodes nodes = new(new OnnxGraphBuilder("recommendation"));

    /// <summary>The file.</summary>
    /// <param name="schema">The columns of the rows.</param>
    /// <param name="provenance">What the file says of where it comes from.</param>
    /// <param name="isText">Whether ids of users, and of items, are texts; else they are integers.</param>
    /// <exception cref="OnnxExportException">The model has no graph, or an id is none that ONNX has.</exception>
    public byte[] Write(DatasetSchema schema, IReadOnlyDictionary<string, string> provenance, (bool Users, bool Items) isText)
    {
        FactorScorer? factors = model.Scorer as FactorScorer;
        if (factors is null && model.Scorer is not PopularityScorer)
            throw new OnnxExportException("[ItemNeighbours] scores by a table of all pairs of items that nobody could load as a graph: export a model of factors, such as [ImplicitAls]");
        int users = model.Users.Length, items = model.Items.Length, width = (factors?.Items.Factors ?? 0) + 1;
        string place = nodes.Flat(Encoded("user", 1, model.Users, isText.Users));
        string scores = nodes.Call("MatMul", nodes.Gather(nodes.Constant<float>(UserTable(factors, width), users + 1, width), place), nodes.Constant<float>(ItemTable(factors, width), width, items + 1));
        if (excluded > 0) scores = LeftOut(scores, Encoded("exclude", excluded, model.Items, isText.Items));
        // The column behind the last item is that of items which the model does not know.
        scores = nodes.Call("Slice", scores, nodes.Constant<long>([0], 1), nodes.Constant<long>([items], 1), nodes.Constant<long>([1], 1));
        nodes.Graph.Node("TopK", [scores, nodes.Constant<long>([count], 1)], ["scores", "places"], OnnxSetting.Of("axis", 1), OnnxSetting.Of("largest", 1), OnnxSetting.Of("sorted", 1));
        string ids = isText.Items ? nodes.Constant(model.Items) : nodes.Constant<long>(Integers(model.Items), items);
        nodes.Give("items", "Gather", ids, "places");
        nodes.Graph.Output(OnnxValueInfo.Tensor("items", isText.Items ? OnnxElementType.String : OnnxElementType.Int64, "N", count));
        nodes.Graph.Output(OnnxValueInfo.Tensor("scores", OnnxElementType.Float, "N", count));
        SortedDictionary<string, string> facts = new(StringComparer.Ordinal) { ["format"] = "1", ["schema.name"] = schema.Name, ["schema.hash"] = schema.Hash };
        foreach (var (key, value) in provenance) facts.TryAdd(key, value);
        foreach (var (key, value) in facts) nodes.Graph.Metadata($"mldsl.{key}", value);
        return nodes.Graph.ToBytes();
    }

    // An id that is not known has the place behind the last one.
    private string Encoded(string input, int width, string[] ids, bool isText)
    {
        OnnxElementType element = isText ? OnnxElementType.String : OnnxElementType.Int64;
        nodes.Graph.Input(OnnxValueInfo.Tensor(input, element, "N", width));
        OnnxSetting keys = isText ? OnnxSetting.Of("keys_strings", ids) : OnnxSetting.Of("keys_int64s", Integers(ids));
        long[] places = [.. Enumerable.Range(0, ids.Length).Select(static i => (long)i)];
        return nodes.CallMl("LabelEncoder", input, OnnxElementType.Int64, width, [keys, OnnxSetting.Of("values_int64s", places), OnnxSetting.Of("default_int64", (long)ids.Length)]);
    }

    private string LeftOut(string scores, string places)
    {
        string least = nodes.Call("Expand", nodes.Scalar(float.NegativeInfinity), nodes.Call("Shape", places));
        return nodes.Call("ScatterElements", [scores, places, least], OnnxSetting.Of("axis", 1));
    }

    private float[] UserTable(FactorScorer? factors, int width)
    {
        var table = new float[ArraySize.OfTable(model.Users.Length + 1L, width)];
        for (int user = 0; factors is not null && user < model.Users.Length; user++) factors.Users.Slice(user * (width - 1), width - 1).CopyTo(table.AsSpan(user * width));
        // Where there are no factors everybody is recommended what is popular.
        for (int user = factors is null ? 0 : model.Users.Length; user <= model.Users.Length; user++) table[(user * width) + width - 1] = 1;
        return table;
    }

    private float[] ItemTable(FactorScorer? factors, int width)
    {
        int items = model.Items.Length, row = items + 1;
        var table = new float[ArraySize.OfTable(width, row)];
        for (int item = 0; item < items; item++)
        {
            for (int i = 0; factors is not null && i < width - 1; i++) table[(i * row) + item] = factors.Items[item, i];
            table[((width - 1) * row) + item] = model.Popularity[item];
        }
        return table;
    }

    private static long[] Integers(string[] ids) => Array.ConvertAll(ids, static id => long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
        ? value
        : throw new OnnxExportException($"The id {id} is above what int64 holds, the only integer that ONNX looks up: make ids long, or texts"));
}
