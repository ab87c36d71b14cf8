#pragma warning disable IDE0161 // Releases of one type in one file need a scope each.
namespace MlDsl.EndToEnd.Tests
{
    internal static partial class Old
    {
        [Dataset]
        public sealed partial record Claim
        {
            [Numeric] public required float Amount { get; init; }
            [Label(Positive = "paid")] public required string Outcome { get; init; }
        }

        [Features<Claim>]
        public static class ClaimFeatures
        {
            [Numeric] public static float Tax(float amount) => Rates.Of(amount);
        }

        private static class Rates
        {
            public static float Of(float amount) => amount * Rate;

            private const float Rate = 0.10f;
        }

        [Model<Claim, BinaryClassification>]
        public sealed partial class ClaimModel;
    }

    /// <summary>The positive class and what the feature calls have changed.</summary>
    internal static partial class New
    {
        [Dataset]
        public sealed partial record Claim
        {
            [Numeric] public required float Amount { get; init; }
            [Label(Positive = "refused")] public required string Outcome { get; init; }
        }

        [Features<Claim>]
        public static class ClaimFeatures
        {
            [Numeric] public static float Tax(float amount) => Rates.Of(amount);
        }

        private static class Rates
        {
            public static float Of(float amount) => amount * Rate;

            private const float Rate = 0.15f;
        }

        [Model<Claim, BinaryClassification>]
        public sealed partial class ClaimModel;
    }

    /// <summary>Only the feature's code has been written otherwise.</summary>
    internal static partial class Rewritten
    {
        [Dataset]
        public sealed partial record Claim
        {
            [Numeric] public required float Amount { get; init; }
            [Label(Positive = "paid")] public required string Outcome { get; init; }
        }

        [Features<Claim>]
        public static class ClaimFeatures
        {
            [Numeric] public static float Tax(float amount) => amount * 0.10f;
        }

        /// <summary>The same columns as those of the calls that are counted elsewhere, and another trainer.</summary>
        [Dataset]
        public sealed partial record Count
        {
            [Numeric] public required float Miles { get; init; }
            [Numeric] public required float Stops { get; init; }
            [Label] public float Calls { get; init; }
        }

        [Model<Count, Regression>]
        [LinearRegression]
        public sealed partial class CountModel;

        [Model<Claim, BinaryClassification>]
        public sealed partial class ClaimModel;
    }
}
