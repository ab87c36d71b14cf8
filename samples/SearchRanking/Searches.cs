namespace SearchRanking;

/// <summary>Searches made up so that buyers look at the upper places more, and only the difference between products of one search tells.</summary>
internal static class Searches
{
    private const int Shown = 24;
    private static readonly string[] Deliveries = ["tomorrow", "this week", "pick-up"];

    /// <summary>The same searches on every call.</summary>
    public static IEnumerable<Hit> Make(int searches)
    {
        var random = new Random(23);
        for (int search = 0; search < searches; search++)
        {
            // Some searches are for dear things and some match everything well: that says nothing of the order.
            double dear = random.NextDouble() * 4, clear = random.NextDouble() * 2;
            for (int position = 0; position < Shown; position++) yield return Next(random, $"search {search}", position, dear, clear);
        }
    }

    private static Hit Next(Random random, string search, int position, double dear, double clear)
    {
        double match = random.NextDouble(), price = Math.Exp(1 + dear + random.NextDouble());
        float? stars = random.Next(5) == 0 ? null : 1 + (float)(random.NextDouble() * 4);
        int sold = (int)Math.Exp(random.NextDouble() * 6);
        string delivery = Deliveries[random.Next(Deliveries.Length)];
        double worth = (3 * match) - (1.5 * (Math.Log(price) - 1 - dear)) + (0.4 * ((stars ?? 3) - 3)) + (0.25 * Math.Log(1 + sold))
            + (delivery == "tomorrow" ? 0.6 : 0) + random.NextDouble() - 1.5;
        bool isSeen = random.NextDouble() < 1 / (1 + (0.06 * position));
        return new Hit
        {
            Search = search,
            TextMatch = (float)(match + clear),
            Price = (float)price,
            Stars = stars,
            SoldLastWeek = sold,
            Delivery = delivery,
            Position = position + 1,
            Reaction = !isSeen || worth < 0.8 ? Reaction.None : worth < 1.8 ? Reaction.Click : worth < 2.6 ? Reaction.Basket : Reaction.Bought,
        };
    }
}
