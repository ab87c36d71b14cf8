using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>Files of models of guests beside the models.</summary>
internal static class GuestFiles
{
    /// <summary>Holds what a model says of rows against what its file says, by its type and by names of columns, and its export on ONNX Runtime.</summary>
    public static void AssertSame<TModel>(TModel model, TModel loaded, Guest[] rows)
        where TModel : ClusteringModel<TModel, Guest, Guest.Input, NoLabel>, IModel<TModel, Guest.Input>
    {
        DynamicModel named = DynamicModel.Load(SavedBytes.Of(loaded.Save));
        DynamicRow[] byName = [.. rows.Select(row => named.Table.NewRow().Set("Nights", row.Nights).Set("Spent", row.Spent).Set("Season", row.Season))];
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        Dictionary<string, Array> found = exported.Run([.. byName.Select(static row => row.Values)]);
        string[] labels = Assert.IsType<string[]>(found["label"]);
        float[] shares = Assert.IsType<float[]>(found["probabilities"]);
        for (int i = 0; i < rows.Length; i++)
        {
            ClusterAssignment own = model.Predict(rows[i].ToInput());
            Assert.Equal(own, loaded.Predict(rows[i].ToInput()));
            Assert.Equal($"{own.Cluster}", named.Predict(byName[i]).Label);
            Assert.Equal($"{own.Cluster}", labels[i]);
            Assert.Equal(own.Share, shares[(i * model.Clusters) + own.Cluster], 1e-5f);
        }
    }
}
