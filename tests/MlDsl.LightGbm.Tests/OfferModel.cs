using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.LightGbm.Tests;

/// <summary>Ranks offers by boosted trees that stop by searches held back.</summary>
[Model<Offer, Ranking>(Name = "offers"), LightGbm(Trees = 200, MinRows = 5, LearningRate = 0.2, EarlyStopping = 10, HeldShare = 0.25)]
public sealed partial class OfferModel;
