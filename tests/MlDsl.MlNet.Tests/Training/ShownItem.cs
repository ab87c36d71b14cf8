using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>Items that were shown to people: whether one is taken depends on both together.</summary>
[Dataset]
public sealed partial record ShownItem
{
    [Categorical(Unknown = Unknown.Bucket)] public required string Person { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Price { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string Item { get; init; }
    [Categorical] public required Place Shown { get; init; }
    [Label] public bool Taken { get; init; }

    public static IEnumerable<ShownItem> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int person = random.Next(30), item = random.Next(20), place = random.Next(3);
            float price = (float)random.NextDouble() * 9;
            bool isLiked = (person % 4) == (item % 4);
            yield return new ShownItem { Person = $"person {person}", Item = $"item {item}", Price = price, Shown = (Place)place, Taken = (isLiked ? 2.5 : -1.5) - (price / 9) + (place * 0.3) + random.NextDouble() > 0.5 };
        }
    }

    /// <summary>Inputs with people that no training row had, far prices among them.</summary>
    public static Input[] Odd(int count, int seed) => [.. Make(count, seed).Select(static (row, i) => new Input
    {
        Person = i % 5 == 0 ? "nobody" : row.Person,
        Item = row.Item,
        Price = i % 7 == 0 ? row.Price * 1e6f : row.Price,
        Shown = row.Shown,
    })];
}

public enum Place
{
    Top,
    Side,
    End,
}

[Model<ShownItem, BinaryClassification>(Name = "shown"), FieldAwareFactorizationMachine(Iterations = 12, Factors = 16, Seed = 7)]
public sealed partial class ShownItemModel;

/// <summary>Features as columns of ML.NET, one for each field, by its own way from objects.</summary>
internal sealed class FieldRow
{
    public VBuffer<float> Person { get; set; }
    public VBuffer<float> Price { get; set; }
    public VBuffer<float> Item { get; set; }
    public VBuffer<float> Shown { get; set; }
    public bool Label { get; set; }

    public static readonly string[] Names = [nameof(Person), nameof(Price), nameof(Item), nameof(Shown)];

    /// <summary>The features that a plan makes, cut where its columns end.</summary>
    public static IDataView View(MLContext context, FeaturePlan plan, IEnumerable<(float[] Features, bool Label)> rows)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(FieldRow));
        for (int i = 0; i < Names.Length; i++) schema[Names[i]].ColumnType = new VectorDataViewType(NumberDataViewType.Single, plan.Encodings[i].Width);
        return context.Data.LoadFromEnumerable(rows.Select(row => new FieldRow { Person = Cut(row.Features, 0), Price = Cut(row.Features, 1), Item = Cut(row.Features, 2), Shown = Cut(row.Features, 3), Label = row.Label }), schema);

        // What is 0 is left out, as features leave it out.
        VBuffer<float> Cut(float[] features, int field)
        {
            float[] own = features[plan.Encodings[field].Position..(plan.Encodings[field].Position + plan.Encodings[field].Width)];
            int[] places = [.. Enumerable.Range(0, own.Length).Where(k => own[k] != 0)];
            return new VBuffer<float>(own.Length, places.Length, [.. places.Select(k => own[k])], places);
        }
    }
}
