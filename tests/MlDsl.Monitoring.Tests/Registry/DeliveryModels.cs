using MlDsl.Monitoring.Tests.Outcomes;

namespace MlDsl.Monitoring.Tests.Registry;

[Model<Delivery, BinaryClassification>(Name = "late", Version = "1")]
public sealed partial class DeliveryModel;

/// <summary>Small models that differ.</summary>
internal static class DeliveryModels
{
    public static Split<Delivery> Split { get; } = Dataset<Delivery>.FromRows(
        [.. Enumerable.Range(0, 400).Select(static i => new Delivery { Number = i, Miles = i % 20, Late = (i * 7919 % 23) < i % 20 })]).SplitRandom(validation: 0.3, test: 0.2, seed: 1);

    public static byte[] File(double l2, DeliveryModel? parent = null) => File(Fit(l2, parent));

    public static DeliveryModel Fit(double l2, DeliveryModel? parent = null) => DeliveryModel.Fit(Split.Train, new Training.LogisticRegressionOptions { L2 = l2 }, parent: parent);

    public static byte[] File(DeliveryModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
