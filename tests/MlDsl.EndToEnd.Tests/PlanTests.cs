using System.Buffers;
using System.Text.Json;
using MlDsl.Columns;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Generated code and the plan that knows no row type write the same features, to the bit.</summary>
public sealed class PlanTests
{
    [Fact]
    public void ThePlanWritesWhatGeneratedCodeWrites()
    {
        Sale.Learned learned = SaleModel.Fit(Made.Split().Train).Learned;
        FeaturePlan plan = ((IFeatureMap<Sale.Input>)learned).ToPlan();
        FeaturePlan read = Read(plan);
        Assert.Equal(plan.FeatureNames, read.FeatureNames);
        foreach (Sale.Input input in Made.Inputs(2000))
        {
            SparseSink generated = new(8);
            Sale.WriteFeatures(in input, learned, ref generated);
            // The feature methods are ops, which the plan computes.
            ColumnValue[] values =
            [
                ColumnValue.Text(input.Shop),
                ColumnValue.Integer(input.Size),
                ColumnValue.Class((long)input.Color, input.Color.ToString()),
                input.Distance is { } distance ? ColumnValue.Number(distance) : ColumnValue.Missing,
                ColumnValue.Number(input.Weight),
                ColumnValue.Flag(input.IsGift),
                ColumnValue.Text(input.Note),
                ColumnValue.Time(input.Day),
            ];
            Same(generated, plan, values);
            Same(generated, read, values);
        }
    }

    private static void Same(SparseSink generated, FeaturePlan plan, ColumnValue[] values)
    {
        SparseSink interpreted = new(8);
        plan.Write(values, ref interpreted);
        Assert.Equal(generated.Positions, interpreted.Positions);
        for (int i = 0; i < generated.Count; i++)
            Assert.Equal(BitConverter.SingleToUInt32Bits(generated.Values[i]), BitConverter.SingleToUInt32Bits(interpreted.Values[i]));
    }

    private static FeaturePlan Read(FeaturePlan plan)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer)) plan.Write(json);
        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        return FeaturePlan.Read(document.RootElement);
    }
}
