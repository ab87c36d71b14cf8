namespace MovieNight;

/// <summary>Made-up evenings: viewers like two of six genres, and well-known films more than others. The same rows every time.</summary>
internal static class Evenings
{
    public const int Films = 240, Genres = 6;

    public static int GenreOf(int film) => film % Genres;

    public static Watch[] Make(int viewers)
    {
        var draws = new Random(11);
        var rows = new List<Watch>();
        for (int viewer = 0; viewer < viewers; viewer++)
        {
            int first = draws.Next(Genres), second = draws.Next(Genres);
            var seen = new HashSet<int>();
            DateTime at = new DateTime(2026, 1, 1, 19, 0, 0, DateTimeKind.Utc).AddDays(draws.Next(200));
            int evenings = 8 + draws.Next(20);
            while (seen.Count < evenings)
            {
                // The square makes the first films of a genre the best known.
                int rank = (int)(Films / Genres * Math.Pow(draws.NextDouble(), 2));
                int genre = draws.Next(10) switch { < 5 => first, < 8 => second, _ => draws.Next(Genres) };
                int film = (rank * Genres) + genre;
                if (!seen.Add(film)) continue;
                at = at.AddHours(4 + draws.Next(72));
                rows.Add(new Watch { Viewer = $"viewer-{viewer:000}", Film = film, Minutes = 20 + draws.Next(100), At = at });
            }
        }
        return [.. rows];
    }
}
