#pragma warning disable IDE0161 // Two releases of one type in one file need two scopes.
namespace MlDsl.EndToEnd.Tests
{
    /// <summary>The first release's orders.</summary>
    internal static partial class Old
    {
        [Dataset]
        public sealed partial record Order
        {
            [Numeric] public required float Pieces { get; init; }
            [Numeric] public required float Note { get; init; }
            [Categorical] public required string Country { get; init; }
            [Label] public float Sum { get; init; }
        }

        [Features<Order>]
        public static class OrderFeatures
        {
            [Numeric] public static float Double(float pieces) => pieces * 2;
        }

        [Model<Order, Regression>]
        public sealed partial class OrderModel;
    }

    /// <summary>The next release's.</summary>
    internal static partial class New
    {
        [Dataset]
        public sealed partial record Order
        {
            [Numeric(Scale = Scale.Standard)] public required float Pieces { get; init; }
            [Numeric] public required bool Express { get; init; }
            [Categorical] public required string Country { get; init; }
            [Label] public float Sum { get; init; }
        }

        [Features<Order>]
        public static class OrderFeatures
        {
            [Numeric] public static float Double(float pieces) => pieces * 2f;
        }

        [Model<Order, Regression>]
        public sealed partial class OrderModel;
    }
}
